import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const MAIN = join(import.meta.dirname, 'main.ts')

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string }
export type RunningDemo = {
  /** Resolves when it has said so on stderr; rejects when it ends before. */
  readonly says: (text: string) => Promise<void>
  readonly signal: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

/** `npm run demo -- WORDS` as a user calls it, but for npm itself; stopped when the test is over, however it went. */
export const startDemo = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder?: string,
): RunningDemo => {
  const child = spawn(process.execPath, [MAIN, ...words], {
    env: { ...process.env, DATABASE_URL: '', ...environment },
    ...(folder === undefined ? {} : { cwd: folder }),
  })
  let stdout = ''
  let stderr = ''
  let isOver = false
  const waiting = new Set<() => void>()
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    for (const look of waiting) look()
  })
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (exitCode) => {
      isOver = true
      for (const look of waiting) look()
      resolve({ exitCode, stdout, stderr })
    }),
  )
  onTestFinished(async () => {
    if (isOver) return
    child.kill('SIGINT')
    await ended
  })
  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve()
          else if (isOver) reject(new Error(`The demo ended without saying "${text}":\n${stderr}`))
          else return
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      }),
    signal: (signal) => child.kill(signal),
    ended,
  }
}

export const runDemo = (
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<Ended> => startDemo(words, environment, folder).ended

/** A new empty folder, gone after the test. */
export const openFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-demo-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const readText = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8')
