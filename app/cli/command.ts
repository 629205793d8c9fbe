import type { Call } from './call.ts'
import type { Terminal } from './terminal.ts'

/** 0 good, 1 the answer is no, 2 bad input. */
export type ExitCode = 0 | 1 | 2

export type Option = {
  readonly name: string
  /** What stands after it, as help calls it; a switch has none. */
  readonly value?: string
  /** Several values may follow. */
  readonly many?: true
  readonly required?: true
  readonly says: string
}

/** One command of `perennial`: a file of its own and a line in the list. */
export type Command = {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly about: string
  readonly options: readonly Option[]
  /** What words without an option are, where the command takes some. */
  readonly operands?: { readonly name: string; readonly says: string }
  /** What may be typed after `perennial`. */
  readonly examples: readonly string[]
  readonly run: (call: Call, terminal: Terminal) => Promise<ExitCode>
}

/** What is wrong with the words of a call. */
export class UsageError extends Error {}
