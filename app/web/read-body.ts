import type { IncomingMessage } from 'node:http'

/** The raw bytes; `too_large` as soon as that is certain, without reading on. */
export const readBody = (request: IncomingMessage, largest: number): Promise<Buffer | 'too_large' | 'aborted'> =>
  new Promise((resolve) => {
    if (Number(request.headers['content-length']) > largest) return resolve('too_large')
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > largest) {
        request.pause()
        resolve('too_large')
      } else {
        chunks.push(chunk)
      }
    })
    request.on('end', () => resolve(Buffer.concat(chunks)))
    request.on('aborted', () => resolve('aborted'))
    request.on('error', () => resolve('aborted'))
  })
