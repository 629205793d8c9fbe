import { createHash } from 'node:crypto'
import type { ReadResult } from '../../engine/ports.ts'
import { type Identified, type PayloadReader, type ReadContext, UnreadablePayload } from './define.ts'
import { payloads } from './index.ts'
import { parseBody } from './parse-body.ts'
import { reasonOf } from './reason-of.ts'

const readers = new Map<string, PayloadReader>(
  payloads.flatMap((reader) => reader.topics.map((topic): [string, PayloadReader] => [topic, reader])),
)

/** The cheap look at intake. Never throws: what cannot be placed is kept as failed, under a hash of its bytes. */
export const identifyPayload = (topic: string, body: Buffer, triggeredAt: number): Identified => {
  const reader = readers.get(topic)
  try {
    if (!reader) throw new UnreadablePayload('the app has no reader for this topic')
    const { resourceId, key } = reader.place(parseBody(body), topic, triggeredAt)
    if (reader.waits) return { resourceId, key: null, problem: null, status: 'waiting' }
    return { resourceId, key, problem: null, status: 'pending' }
  } catch (error) {
    const resourceId = createHash('sha256').update(body).digest('hex').slice(0, 32)
    return { resourceId, key: null, problem: reasonOf(topic, error), status: 'failed' }
  }
}

/** The whole reading. Never throws; the reason names the fields and never quotes what stood in them. */
export const readPayload = (topic: string, body: Buffer, context: ReadContext): ReadResult => {
  const reader = readers.get(topic)
  try {
    if (!reader) throw new UnreadablePayload('the app has no reader for this topic')
    return { read: true, reading: reader.read(parseBody(body), topic, context) }
  } catch (error) {
    return { read: false, reason: reasonOf(topic, error) }
  }
}
