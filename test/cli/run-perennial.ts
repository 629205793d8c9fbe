import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { commands } from '../../app/cli/commands.ts'
import { runCommand } from '../../app/cli/run-command.ts'

export type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string }

/** `perennial WORDS` in this process; `types` is what the person answers, nobody being there by default. */
export const perennial = async (
  words: readonly string[],
  { types, isWatched = false }: { readonly types?: string; readonly isWatched?: boolean } = {},
): Promise<Ended> => {
  let [stdout, stderr, now] = ['', '', 0]
  const exitCode = await runCommand(words, commands, {
    out: (text) => {
      stdout += text
    },
    err: (text) => {
      stderr += text
    },
    isWatched,
    ask: async (question) => {
      stderr += question
      return types
    },
    // Every look at the clock takes a second, so that everything takes long enough for a bar.
    now: () => {
      now += 1_000
      return now
    },
  })
  return { exitCode, stdout, stderr }
}

/** The lines of JSON output. */
export const linesOf = ({ stdout }: Ended): unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

/** A new empty folder, gone after the test. */
export const openFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A file with this text, in a folder of its own unless another is given. */
export const fileOf = (name: string, text: string | Uint8Array, folder = openFolder()): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
