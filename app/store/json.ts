/** JSON that jsonb takes: it refuses NUL characters and half surrogate pairs, which a shop's texts may contain. */
export const toJson = (value: unknown): string => {
  const json = JSON.stringify(value)
  return json.includes('\\u')
    ? JSON.stringify(value, (_key, part) => (typeof part === 'string' ? storable(part) : part))
    : json
}

/** Text that a column takes. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed()

export const iso = (at: number): string => new Date(at).toISOString()
