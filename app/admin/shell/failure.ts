import { ApiFailure } from '../api-client.ts'
import { NoSession } from '../session.ts'
import { words } from './words.ts'

/** Why it went wrong, for people, with every problem the server named; the rest is for developers. */
export const messageOfFailure = (error: unknown): string => {
  if (error instanceof ApiFailure) return [error.message, ...error.problems.map(({ message }) => message)].join(' · ')
  return error instanceof NoSession ? error.message : words.failed.unknown
}

export const isConflict = (error: unknown): boolean => error instanceof ApiFailure && error.status === 409
export const isMissing = (error: unknown): boolean => error instanceof ApiFailure && error.status === 404
