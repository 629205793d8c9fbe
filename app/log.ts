/** One JSON line an event on stderr. Callers pass ids and counts; never secrets, tokens, bodies or personal data. */
export type Log = {
  readonly info: (message: string, fields?: Fields) => void
  readonly error: (message: string, fields?: Fields) => void
}
type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>

export const createLog = (
  level: 'info' | 'error' | 'silent',
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log => {
  const line =
    (severity: string) =>
    (message: string, fields: Fields = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), severity, message, ...fields })}\n`)
  const nothing = () => {}
  return {
    info: level === 'info' ? line('info') : nothing,
    error: level === 'silent' ? nothing : line('error'),
  }
}
