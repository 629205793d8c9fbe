import { AppError, messageOf } from '../../errors.ts'

export type LineSource = {
  readonly fetch: typeof globalThis.fetch
  /** How long the other side may say nothing. */
  readonly silenceMs: number
}

/** The lines of a file on the web, as they come. Throws `shopify.unreachable` when it breaks off or falls silent. */
export async function* readLines(url: string, what: string, source: LineSource): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of readChunks(url, what, source)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}

async function* readChunks(url: string, what: string, { fetch, silenceMs }: LineSource): AsyncIterable<Uint8Array> {
  const silence = new AbortController()
  // Only waiting for the other side counts: whoever reads the lines may take all the time it needs.
  const awaitSpeech = async <T>(speech: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => silence.abort(), silenceMs)
    try {
      return await speech
    } catch (error) {
      // The address of the file opens it for anybody, so the error that quotes it is not passed on.
      throw new AppError('shopify.unreachable', `${what} broke off while it was read: ${kindOf(error)}`)
    } finally {
      clearTimeout(timer)
    }
  }

  const response = await awaitSpeech(fetch(url, { signal: silence.signal }))
  if (!response.ok || !response.body) {
    throw new AppError('shopify.unreachable', `${what} cannot be fetched: HTTP ${response.status}`)
  }
  const reader = response.body.getReader()
  try {
    for (;;) {
      const { done, value } = await awaitSpeech(reader.read())
      if (done) return
      yield value
    }
  } finally {
    silence.abort()
  }
}

const kindOf = (error: unknown): string => (error instanceof Error ? error.name : messageOf(error))
