import { parseArgs } from 'node:util'

export type DemoOptions = {
  readonly orders: string | undefined
  readonly refunds: string | undefined
  readonly live: number | 'all' | undefined
  readonly isFast: boolean
  readonly untilIdle: boolean
  readonly duplicate: boolean
  readonly shuffle: number | undefined
  readonly report: string | undefined
  readonly decisions: string | undefined
  readonly port: number
  readonly dataFolder: string | undefined
  readonly rules: readonly string[]
  readonly printRules: string | undefined
}

export const HELP = `npm run demo -- [options]

Starts a local Shopify with a shop in it, the app, and trade; prints the admin's address. Ctrl-C stops, a second
start goes on where the first one stopped.

  --orders FILE      take the shop's orders from a .jsonl or .jsonl.gz file instead of making up a shop
  --refunds FILE     and its refunds from another
  --live N|all       how many of the file's last orders arrive as webhooks (default: the last tenth)
  --fast             send without pauses
  --until-idle       end when everything is processed; exit 1 if anything failed
  --duplicate        send every webhook twice
  --shuffle N        reorder webhooks within N consecutive ones
  --report FILE      write the run's figures as JSON
  --decisions FILE   write every decision as a line of JSON
  --rules FILE…      rules to switch on instead of the starter rules
  --print-rules DIR  write the starter rules as files and end
  --port P           the admin's port (default 3000; 0 for any free one)
  --data DIR         the data folder (default .perennial/demo; a fresh one for --orders)
  --help             this text
`

/** What is wrong with the words of a call, or with the files that they name. */
export class UsageError extends Error {}

/** What this machine refuses; the message is for people, as it is. */
export class CannotStart extends Error {}

export const readOptions = (words: readonly string[]): DemoOptions | 'help' => {
  const { values, positionals } = parse(words)
  if (values.help) return 'help'
  if (positionals.length > 0 && values.rules === undefined) {
    throw new UsageError(`"${positionals.join(' ')}" stands where an option is expected`)
  }
  if (values.orders === undefined) {
    for (const name of ['refunds', 'live', 'decisions'] as const) {
      if (values[name] !== undefined) throw new UsageError(`--${name} goes with --orders`)
    }
    if (values['until-idle'])
      throw new UsageError('--until-idle goes with --orders: a made-up shop never stops trading')
  }
  return {
    orders: values.orders,
    refunds: values.refunds,
    live: values.live === undefined || values.live === 'all' ? values.live : wholeNumber('--live', values.live, 0),
    isFast: values.fast ?? false,
    untilIdle: values['until-idle'] ?? false,
    duplicate: values.duplicate ?? false,
    shuffle: values.shuffle === undefined ? undefined : wholeNumber('--shuffle', values.shuffle, 1),
    report: values.report,
    decisions: values.decisions,
    port: values.port === undefined ? 3000 : wholeNumber('--port', values.port, 0, 65_535),
    dataFolder: values.data,
    rules: values.rules === undefined ? [] : [...values.rules, ...positionals],
    printRules: values['print-rules'],
  }
}

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        orders: { type: 'string' },
        refunds: { type: 'string' },
        live: { type: 'string' },
        fast: { type: 'boolean' },
        'until-idle': { type: 'boolean' },
        duplicate: { type: 'boolean' },
        shuffle: { type: 'string' },
        report: { type: 'string' },
        decisions: { type: 'string' },
        rules: { type: 'string', multiple: true },
        'print-rules': { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const wholeNumber = (name: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number => {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`
    throw new UsageError(`${name} is "${text}", expected a whole number ${range}`)
  }
  return value
}
