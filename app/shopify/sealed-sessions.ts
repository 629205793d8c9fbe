import { z } from 'zod'
import { open, type SealingKey, seal } from '../sealed.ts'
import type { SessionStore } from './sessions.ts'

/** A store of texts by shop, which never sees what is in them. */
export type SealedTexts = {
  readonly load: (shop: string) => Promise<string | undefined>
  readonly save: (shop: string, sealed: string, expiresAt: number | null) => Promise<void>
  readonly delete: (shop: string) => Promise<void>
  readonly withLock: SessionStore['withLock']
}

const stored = z.object({
  accessToken: z.string(),
  expiresAt: z.number().nullable(),
  refreshToken: z.string().nullable(),
  refreshTokenExpiresAt: z.number().nullable(),
  scopes: z.array(z.string()),
})

/** Sessions sealed on their way into the store. The first key seals; all of them open. */
export const sealedSessions = (texts: SealedTexts, keys: readonly [SealingKey, ...SealingKey[]]): SessionStore => ({
  load: async (shop) => {
    const sealed = await texts.load(shop)
    return sealed === undefined ? undefined : stored.parse(JSON.parse(open(sealed, keys, shop)))
  },
  save: (shop, session) =>
    texts.save(shop, seal(JSON.stringify(session), keys[0], shop), session.refreshTokenExpiresAt),
  delete: texts.delete,
  withLock: texts.withLock,
})
