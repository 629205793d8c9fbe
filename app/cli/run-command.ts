import { FileProblems } from '../engine/line-problems.ts'
import { AppError } from '../errors.ts'
import { nearest } from '../rules/near-miss.ts'
import { readCall } from './call.ts'
import { type Command, type ExitCode, UsageError } from './command.ts'
import { helpOf, helpOfAll } from './help.ts'
import { helpOfOffers } from './help-offers.ts'
import { helpOfOrders } from './help-orders.ts'
import type { Terminal } from './terminal.ts'

/** One call of `perennial`: the words after its name in, the exit code out. Whatever goes wrong is told on stderr. */
export const runCommand = async (
  words: readonly string[],
  commands: readonly Command[],
  terminal: Terminal,
): Promise<ExitCode> => {
  const [name, ...rest] = words
  const command = commands.find((each) => each.name === name)
  try {
    if (name === undefined) {
      terminal.err(helpOfAll(commands))
      return 2
    }
    if (isHelp(name)) {
      terminal.out(helpAbout(rest[0], commands))
      return 0
    }
    if (command === undefined) throw unknownCommand(name, commands)
    if (rest.some((word) => word === '--help' || word === '-h')) {
      terminal.out(helpOf(command))
      return 0
    }
    return await command.run(readCall(rest, command), terminal)
  } catch (error) {
    terminal.err(`${inWords(error, command)}\n`)
    // Never 1: whoever asks a question from a script must not take a crash for a "no".
    return 2
  }
}

/** `perennial help`, or about a command, or about what commands read. */
const helpAbout = (topic: string | undefined, commands: readonly Command[]): string => {
  if (topic === undefined) return helpOfAll(commands)
  const file = FILES.get(topic)
  if (file !== undefined) return file
  const asked = commands.find(({ name }) => name === topic)
  if (asked === undefined) throw unknownTopic(topic, commands)
  return helpOf(asked)
}

/** What commands read, by its topic. */
const FILES = new Map([
  ['orders', helpOfOrders],
  ['offers', helpOfOffers],
])

const isHelp = (word: string): boolean => ['help', '--help', '-h'].includes(word)

const unknownTopic = (topic: string, commands: readonly Command[]): UsageError => {
  const topics = [...commands.map((each) => each.name), ...FILES.keys()]
  const meant = nearest(topic, topics)
  return new UsageError(
    `There is no help about "${topic}"${meant === undefined ? `, but about ${topics.join(', ')}` : `; did you mean "${meant}"?`}`,
  )
}

const unknownCommand = (name: string, commands: readonly Command[]): UsageError => {
  const meant = nearest(name, [...commands.map((each) => each.name), 'help'])
  return new UsageError(`There is no command "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`)
}

const inWords = (error: unknown, command: Command | undefined): string => {
  if (error instanceof UsageError) {
    return `${error.message}\nTry: perennial ${command === undefined ? '--help' : `${command.name} --help`}`
  }
  if (error instanceof FileProblems) return error.problems.join('\n')
  if (error instanceof AppError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
