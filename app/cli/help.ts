import type { Command, Option } from './command.ts'

export const helpOfAll = (commands: readonly Command[]): string =>
  [
    'perennial COMMAND [options]',
    '',
    "Try rules on a shop's own orders, from files. Nothing is sent anywhere; import alone changes something, and asks first.",
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'perennial COMMAND --help explains one of them, with examples; perennial help orders and perennial help offers, what files',
    'of orders and of discounts look like.',
    'Text for people by default, --json for machines. Exit code: 0 good, 1 the answer is no, 2 bad input.',
    '',
  ].join('\n')

export const helpOf = (command: Command): string =>
  [
    usage(command),
    '',
    command.about,
    '',
    ...columns([
      ...(command.operands === undefined ? [] : [[command.operands.name, command.operands.says] as const]),
      ...command.options.map((option) => [written(option), option.says] as const),
      ['--help', 'this text'],
    ]),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.map((example) => `  perennial ${example}`),
    '',
  ].join('\n')

const usage = ({ name, operands, options }: Command): string =>
  [
    `perennial ${name}`,
    ...(operands === undefined ? [] : [operands.name]),
    ...options.filter(({ required }) => required).map(written),
    ...(options.some(({ required }) => !required) ? ['[options]'] : []),
  ].join(' ')

const written = ({ name, value, many }: Option): string =>
  value === undefined ? `--${name}` : `--${name} ${value}${many ? '…' : ''}`

const WIDEST = 100

/** Two columns, the second wrapped. */
export const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.flatMap(([left, right]) =>
    wrap(right, WIDEST - width - 2).map((line, index) => `  ${(index === 0 ? left : '').padEnd(width)}${line}`),
  )
}

export const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
