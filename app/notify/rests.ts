const REST_MS = 60_000

type Rest = { readonly reason: string; readonly leftMs: number }

/**
 * Shops whose mail tool kept us waiting in vain. Waiting takes a place among what is done for the shop: were it asked for
 * every message, codes and tags would stand in line behind it. Forgotten when the process ends, which costs one more wait.
 */
export const createRests = (now: () => number = Date.now) => {
  const rests = new Map<string, { readonly reason: string; readonly until: number }>()
  return {
    of: (shop: string): Rest | undefined => {
      const rest = rests.get(shop)
      const leftMs = (rest?.until ?? 0) - now()
      if (rest !== undefined && leftMs > 0) return { reason: rest.reason, leftMs }
      rests.delete(shop)
      return undefined
    },
    begin: (shop: string, reason: string): void => void rests.set(shop, { reason, until: now() + REST_MS }),
    end: (shop: string): void => void rests.delete(shop),
  }
}
