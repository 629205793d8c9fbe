import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FileProblems } from '../../engine/line-problems.ts'

/**
 * The lines of a file as they come, packed by gzip or not, whatever its name says. `onRead` hears how many bytes of the
 * file are read. A file that cannot be read is one FileProblems.
 */
export async function* openLines(
  file: string,
  onRead: (bytes: number, of: number) => void = () => {},
): AsyncIterable<string> {
  const { size, isPacked } = await lookAt(file)
  const raw = createReadStream(file)
  let read = 0
  raw.on('data', (chunk) => {
    read += chunk.length
    onRead(read, size)
  })
  const bytes: Readable = isPacked ? unpack(raw) : raw
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of bytes) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    rest += decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    throw isPacked && isUnpacking(error)
      ? new FileProblems([`${file}: cannot be unpacked; it is cut off or damaged`])
      : unreadable(file, error)
  } finally {
    raw.destroy()
  }
}

const unpack = (raw: Readable): Readable => {
  const unpacked = createGunzip()
  raw.on('error', (error) => unpacked.destroy(error))
  return raw.pipe(unpacked)
}

/** Every gzip file begins with these two bytes, and no text does. */
const GZIP = [0x1f, 0x8b]

const lookAt = async (file: string): Promise<{ readonly size: number; readonly isPacked: boolean }> => {
  try {
    const found = await stat(file)
    if (found.isDirectory()) throw new FileProblems([`${file}: is a folder, expected a file`])
    const start: number[] = []
    for await (const chunk of createReadStream(file, { end: 1 })) start.push(...chunk)
    return { size: found.size, isPacked: GZIP.every((byte, index) => start[index] === byte) }
  } catch (error) {
    throw error instanceof FileProblems ? error : unreadable(file, error)
  }
}

const isUnpacking = (error: unknown): boolean => codeOf(error).startsWith('Z_')

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** In words for somebody who typed a name wrong. */
export const unreadable = (file: string, error: unknown): FileProblems => {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EISDIR: 'is a folder, expected a file',
    EACCES: 'may not be read',
  }
  return new FileProblems([
    `${file}: ${reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))}`,
  ])
}
