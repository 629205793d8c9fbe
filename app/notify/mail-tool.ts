import { randomBytes, randomUUID } from 'node:crypto'
import type { Notifier, Performed } from '../engine/ports.ts'
import { open, type SealingKey, seal } from '../sealed.ts'
import { type Privacy, readEndpoint } from './endpoint.ts'
import { bodyOf, testBodyOf } from './message-body.ts'
import { failed, outcomeOf } from './outcome.ts'
import { post } from './post.ts'
import { createRests } from './rests.ts'
import { signatureOf } from './signature.ts'

/** Where the address and the sealed secret of each shop are kept. */
export type MailToolStore = {
  readonly find: (shop: string) => Promise<{ readonly address: string; readonly sealedSecret: string } | null>
  /** `sealedSecret` is taken where there is none yet; true when it was. */
  readonly setAddress: (shop: string, address: string, sealedSecret: string) => Promise<boolean>
  /** False where no address is set. */
  readonly setSecret: (shop: string, sealedSecret: string) => Promise<boolean>
  readonly remove: (shop: string) => Promise<void>
}

export type MailTool = Notifier & {
  readonly addressOf: (shop: string) => Promise<string | null>
  /** What is wrong with an address; undefined when nothing is. */
  readonly problemOf: (address: string) => string | undefined
  /** The new signing secret, to be shown once; null where there is one already. */
  readonly setAddress: (shop: string, address: string) => Promise<string | null>
  readonly removeAddress: (shop: string) => Promise<void>
  /** From now on everything is signed with this one. Null where no address is set. */
  readonly renewSecret: (shop: string) => Promise<string | null>
  /** Sends a message that says of itself that it is a test, and says what came back. */
  readonly test: (shop: string) => Promise<Performed>
}

export type MailToolOptions = Privacy & {
  readonly store: MailToolStore
  /** The first seals, all open. */
  readonly keys: readonly [SealingKey, ...SealingKey[]]
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/** The shop's own mail tool, as the engine and the settings know it. */
export const createMailTool = ({
  store,
  keys,
  privateAddresses,
  timeoutMs = TIMEOUT_MS,
}: MailToolOptions): MailTool => {
  const rests = createRests()

  const send = async (shop: string, id: string, body: string): Promise<Performed> => {
    const held = await store.find(shop)
    if (held === null) return failed('No address of a mail tool is set. Set it under Settings, then try this again')
    const endpoint = readEndpoint(held.address, { privateAddresses })
    if (!endpoint.valid) return failed(`${endpoint.problem}. Set another address under Settings`)
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Perennial',
      'idempotency-key': encodeURI(id),
      'perennial-signature': signatureOf(body, open(held.sealedSecret, keys, ownerOf(shop)), Date.now()),
    }
    const answer = await post(endpoint.url, { headers, body, timeoutMs, privateAddresses })
    if (answer.kind === 'silent' && answer.timedOut) rests.begin(shop, answer.reason)
    else rests.end(shop)
    return outcomeOf(answer)
  }

  return {
    send: async (shop, notification) => {
      const rest = rests.of(shop)
      if (rest !== undefined) return { outcome: 'retry', reason: rest.reason, afterMs: rest.leftMs }
      return send(shop, notification.id, bodyOf(shop, notification))
    },
    test: (shop) => {
      const id = `test:${randomUUID()}`
      return send(shop, id, testBodyOf(shop, id, Date.now()))
    },
    addressOf: async (shop) => (await store.find(shop))?.address ?? null,
    problemOf: (address) => {
      const endpoint = readEndpoint(address, { privateAddresses })
      return endpoint.valid ? undefined : endpoint.problem
    },
    setAddress: async (shop, address) => {
      rests.end(shop)
      const secret = newSecret()
      return (await store.setAddress(shop, address, seal(secret, keys[0], ownerOf(shop)))) ? secret : null
    },
    removeAddress: store.remove,
    renewSecret: async (shop) => {
      const secret = newSecret()
      return (await store.setSecret(shop, seal(secret, keys[0], ownerOf(shop)))) ? secret : null
    },
  }
}

/** Sealed for this purpose alone: another secret of the shop in its place does not open. */
const ownerOf = (shop: string): string => `mail tool of ${shop}`

const newSecret = (): string => `pms_${randomBytes(32).toString('base64url')}`
