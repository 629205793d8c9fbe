/** A JSON body whose ids beyond 2^53 are kept whole, as strings of their digits. Throws on malformed JSON. */
export const parseBody = (body: Buffer): unknown => {
  const text = body.toString('utf8')
  // The slower parse only where a number is long enough to lose digits.
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

const LONG_NUMBER = /[:[,]\s*\d{16,}/

// The third argument holds the number's own text (JSON.parse source text access, Node 21 and later).
const keepDigits = (_name: string, value: unknown, ...[context]: readonly unknown[]): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && hasSource(context) && /^\d+$/.test(context.source)
    ? context.source
    : value

const hasSource = (context: unknown): context is { readonly source: string } =>
  typeof context === 'object' && context !== null && 'source' in context && typeof context.source === 'string'
