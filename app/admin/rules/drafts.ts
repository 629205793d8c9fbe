import { z } from 'zod'

/** What somebody typed and has not saved, kept over a reload in this browser tab. */
const draft = z.object({
  text: z.string(),
  /** The version that was being edited; 0 for a rule not saved yet. */
  version: z.number(),
})
export type Draft = z.infer<typeof draft>

export type Drafts = {
  readonly read: (id: string) => Draft | undefined
  readonly keep: (id: string, draft: Draft) => void
  readonly drop: (id: string) => void
}

/** `shop` keeps two shops in one browser apart. */
export const createDrafts = (storage: Storage, shop: string): Drafts => {
  const keyOf = (id: string) => `perennial.draft:${shop}:${id}`
  return {
    read: (id) => {
      const kept = storage.getItem(keyOf(id))
      return kept === null ? undefined : draft.safeParse(parseJson(kept)).data
    },
    keep: (id, kept) => storage.setItem(keyOf(id), JSON.stringify(kept)),
    drop: (id) => storage.removeItem(keyOf(id)),
  }
}

/** Undefined for what is no JSON: another program may have written under our key. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
