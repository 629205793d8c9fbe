/** The app's standing with one shop: an offline token that expires, and the token that renews it. Times in epoch milliseconds. */
export type ShopSession = {
  readonly accessToken: string
  /** Null where Shopify gave a token that does not expire. */
  readonly expiresAt: number | null
  readonly refreshToken: string | null
  readonly refreshTokenExpiresAt: number | null
  readonly scopes: readonly string[]
}

/** Where sessions are kept; they are stored sealed (see `../sealed.ts`). */
export type SessionStore = {
  readonly load: (shop: string) => Promise<ShopSession | undefined>
  /** Replaces the shop's session whole: tokens of two different answers never mix. */
  readonly save: (shop: string, session: ShopSession) => Promise<void>
  readonly delete: (shop: string) => Promise<void>
  /**
   * Runs `run` while nobody else, in this or another process, runs under the same shop's lock. `run` asks Shopify and calls
   * `load` and `save`, so the lock must not hold a transaction that those would wait for.
   */
  readonly withLock: <T>(shop: string, run: () => Promise<T>) => Promise<T>
}
