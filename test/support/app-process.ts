import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = join(import.meta.dirname, '../../app/main.ts')
const RESTART_AFTER_MS = 200

export type AppEnvironment = Readonly<Record<string, string>>

/** The app as a process of its own. */
export type AppProcess = {
  readonly port: number
  readonly url: string
  readonly pid: () => number | undefined
  /** How often it was started again after it had died. */
  readonly restarts: () => number
  readonly stop: () => Promise<void>
}

export type AppProcessOptions = {
  readonly dataFolder: string
  readonly environment: AppEnvironment
  readonly port?: number
  /** Starts it again when it dies, on the same port. */
  readonly supervise?: boolean
  /** A line of its log, parsed. */
  readonly onLine?: (message: string) => void
}

/** The app did not come up; the message is its own. */
export class AppFailed extends Error {}

export const startAppProcess = async (options: AppProcessOptions): Promise<AppProcess> => {
  mkdirSync(options.dataFolder, { recursive: true })
  const log = createWriteStream(join(options.dataFolder, 'app.log'), { flags: 'a' })
  let port = options.port ?? 0
  let restarts = 0
  let isStopping = false
  let running: Running
  let reviving: Promise<void> = Promise.resolve()

  const launch = async (): Promise<Running> => {
    const started = await run(options, port, (line) => log.write(`${line}\n`))
    port = started.port
    if (options.supervise) {
      started.exited.then(() => {
        if (!isStopping) reviveLater()
      })
    }
    return started
  }
  const reviveLater = () =>
    setTimeout(() => {
      if (!isStopping) reviving = revive()
    }, RESTART_AFTER_MS)
  const revive = async (): Promise<void> => {
    restarts++
    try {
      running = await launch()
    } catch {
      reviveLater()
    }
  }
  running = await launch()

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    pid: () => running.child.pid,
    restarts: () => restarts,
    stop: async () => {
      isStopping = true
      // One that is just being started again would outlive its supervisor.
      await reviving
      running.child.kill('SIGTERM')
      await running.exited
      log.end()
    },
  }
}

type Running = { readonly child: ChildProcess; readonly port: number; readonly exited: Promise<void> }

/** Resolves when the app listens; rejects with its last words when it ends before. */
const run = (
  { dataFolder, environment, onLine }: AppProcessOptions,
  port: number,
  write: (line: string) => void,
): Promise<Running> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN], {
      // Never production here: session tokens come from the local Shopify.
      env: { ...process.env, NODE_ENV: 'development', ...environment, PORT: String(port), DATA_DIR: dataFolder },
      stdio: ['ignore', 'ignore', 'pipe'],
      // A Ctrl-C at the terminal reaches this process, which then stops the app in order.
      detached: true,
    })
    let lastWords = ''
    const exited = new Promise<void>((done) => child.once('close', () => done()))
    createInterface({ input: child.stderr }).on('line', (line) => {
      write(line)
      const event = parseLine(line)
      if (event === undefined) {
        lastWords = line
        return
      }
      onLine?.(event.message)
      if (event.message === 'listening' && event.port !== undefined) resolve({ child, port: event.port, exited })
    })
    child.once('error', reject)
    exited.then(() => reject(new AppFailed(lastWords || 'The app ended without a word')))
  })

const parseLine = (line: string): { message: string; port?: number } | undefined => {
  try {
    const event: unknown = JSON.parse(line)
    return typeof event === 'object' && event !== null && 'message' in event
      ? (event as { message: string; port?: number })
      : undefined
  } catch {
    return undefined
  }
}
