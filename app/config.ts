import { AppError } from './errors.ts'

/** Everything the environment says, read once at the start; `.env.example` explains each. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly appUrl: string
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  readonly shopify: { readonly apiKey: string; readonly apiSecret: string; readonly apiUrl: string | undefined }
  /** The first seals, all open. */
  readonly encryptionKeys: readonly [string, ...string[]]
  readonly settleMs: number
  /** What makes days begin: the clock, or for trade that is played from a file the ledger alone. */
  readonly daysFollow: 'clock' | 'ledger'
  /** Share of evaluations that are re-run through the reference, 0 to 1. */
  readonly recheckShare: number
  readonly sessionTokenUrl: string | undefined
  /** Whether messages to mail tools may go over plain http and into the own network. */
  readonly privateAddresses: 'allowed' | 'refused'
  readonly logLevel: 'info' | 'error' | 'silent'
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where everything is kept, for commands that need nothing else of the configuration. */
export const readStoreConfig = (
  environment: Environment = process.env,
): Pick<Config, 'dataFolder' | 'databaseUrl'> => ({
  dataFolder: environment.DATA_DIR?.trim() || '.perennial',
  databaseUrl: environment.DATABASE_URL?.trim() || undefined,
})

/** Names every variable that is missing or wrong, all at once. */
export const readConfig = (environment: Environment = process.env): Config => {
  const problems: string[] = []
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined
  const required = (name: string): string => {
    const value = text(name)
    if (value === undefined) problems.push(`${name} is not set`)
    return value ?? ''
  }
  const number = (name: string, fallback: number, least: number, most: number): number => {
    const written = text(name)
    const value = written === undefined ? fallback : Number(written)
    if (Number.isFinite(value) && value >= least && value <= most) return value
    problems.push(`${name} is ${written}, expected a number from ${least} to ${most}`)
    return fallback
  }
  const url = (name: string, fallback?: string): string | undefined => {
    const value = text(name) ?? fallback
    if (value !== undefined && !URL.canParse(value))
      problems.push(`${name} is ${value}, expected a URL such as https://perennial.example.com`)
    return value
  }

  const port = number('PORT', 3000, 0, 65_535)
  const keys = required('ENCRYPTION_KEY')
    .split(',')
    .map((key) => key.trim())
  if (keys.some((key) => key.length > 0 && key.length < 32))
    problems.push('ENCRYPTION_KEY is shorter than 32 characters')
  const sessionTokenUrl = url('SESSION_TOKEN_URL')
  if (sessionTokenUrl !== undefined && text('NODE_ENV') === 'production') {
    problems.push('SESSION_TOKEN_URL is set in production, where only Shopify gives out session tokens')
  }
  const daysFollow = text('DAYS_FOLLOW') ?? 'clock'
  if (daysFollow !== 'clock' && daysFollow !== 'ledger')
    problems.push(`DAYS_FOLLOW is ${daysFollow}, expected clock or ledger`)
  const privateAddresses = text('NOTIFY_PRIVATE_ADDRESSES') ?? 'refused'
  if (!isPrivacy(privateAddresses))
    problems.push(`NOTIFY_PRIVATE_ADDRESSES is ${privateAddresses}, expected refused or allowed`)
  if (privateAddresses === 'allowed' && text('NODE_ENV') === 'production') {
    problems.push('NOTIFY_PRIVATE_ADDRESSES is allowed in production, where it opens the own network to every merchant')
  }
  const logLevel = text('LOG_LEVEL') ?? 'info'
  if (!isLogLevel(logLevel)) problems.push(`LOG_LEVEL is ${logLevel}, expected info, error or silent`)

  const config: Config = {
    port,
    host: text('HOST') ?? '127.0.0.1',
    appUrl: url('APP_URL', `http://127.0.0.1:${port}`) ?? '',
    ...readStoreConfig(environment),
    shopify: {
      apiKey: required('SHOPIFY_API_KEY'),
      apiSecret: required('SHOPIFY_API_SECRET'),
      apiUrl: url('SHOPIFY_API_URL'),
    },
    encryptionKeys: [keys[0] ?? '', ...keys.slice(1)],
    settleMs: number('SETTLE_MS', 5_000, 0, 600_000),
    daysFollow: daysFollow === 'ledger' ? 'ledger' : 'clock',
    recheckShare: number('RECHECK_SHARE', 0.01, 0, 1),
    sessionTokenUrl,
    privateAddresses: isPrivacy(privateAddresses) ? privateAddresses : 'refused',
    logLevel: isLogLevel(logLevel) ? logLevel : 'info',
  }
  if (problems.length > 0) throw new AppError('config.invalid', problems.join('; '))
  return config
}

const isLogLevel = (level: string): level is Config['logLevel'] => ['info', 'error', 'silent'].includes(level)
const isPrivacy = (word: string): word is Config['privateAddresses'] => ['allowed', 'refused'].includes(word)
