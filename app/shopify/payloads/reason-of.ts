import { ZodError } from 'zod'
import { UnreadablePayload } from './define.ts'

/** Why something could not be read. JSON.parse and zod quote the input, which may be a name: only fields are named here. */
export const reasonOf = (what: string, error: unknown): string => `${what} cannot be read: ${causeOf(error)}`

const causeOf = (error: unknown): string => {
  if (error instanceof UnreadablePayload) return error.message
  if (error instanceof SyntaxError) return 'it is not JSON'
  if (error instanceof ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.') || 'it'} ${problemOf(issue.code)}`).join(', ')
  }
  return `of an unexpected ${error instanceof Error ? error.name : 'error'} in its reader`
}

const problemOf = (code: string): string =>
  code === 'invalid_type' ? 'is missing or of the wrong type' : 'is malformed'
