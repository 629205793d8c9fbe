import type { Call } from './call.ts'
import type { Option } from './command.ts'
import type { Terminal } from './terminal.ts'

export const DRY_RUN: Option = { name: 'dry-run', says: 'only show what would change' }
export const YES: Option = { name: 'yes', says: 'do it without asking' }

/** Whether to go on: `--yes`, or a person who says so. */
export const confirm = async (call: Call, terminal: Terminal, question: string): Promise<boolean> => {
  if (call.has('yes')) return true
  const answer = await terminal.ask(`${question} [y/N] `)
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return true
  terminal.err(`Nothing was changed.${answer === undefined ? ' Add --yes to do it.' : ''}\n`)
  return false
}
