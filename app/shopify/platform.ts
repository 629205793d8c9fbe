import { tmpdir } from 'node:os'
import type { CheckoutPlatform } from '../engine/checkout-ports.ts'
import type { Platform } from '../engine/ports.ts'
import type { Answer } from './answer.ts'
import { createCheckoutPlatform } from './checkout/platform.ts'
import { createAdminClient } from './client.ts'
import { type Clock, wallClock } from './clock.ts'
import { type CustomerTokenCheck, createCustomerTokenCheck } from './customer-token.ts'
import { createPerformer } from './effects/perform.ts'
import { createHistoryReader } from './history/read-history.ts'
import {
  createInstaller,
  createSessionTokenCheck,
  createShopReader,
  type SessionTokenCheck,
  type ShopDetails,
} from './install.ts'
import { openLibrary } from './library.ts'
import { createOffersReader } from './offers/read-offers.ts'
import { Pace } from './pace.ts'
import { identifyPayload, readPayload } from './payloads/read-payload.ts'
import type { SessionStore } from './sessions.ts'
import { createTokens } from './tokens.ts'

export type PlatformOptions = {
  readonly apiKey: string
  readonly apiSecret: string
  /** Where the app itself is reached, such as https://perennial.example.com. */
  readonly appUrl: string
  /** A local Shopify instead of the real one. */
  readonly apiUrl?: string | undefined
  /** How long one request may take, 15 s unless told. */
  readonly requestTimeoutMs?: number
  readonly sessions: SessionStore
  /** The currency of the shop's books, in which effects carry their amounts. */
  readonly currencyOf: (shop: string) => Promise<string>
  readonly fetch?: typeof globalThis.fetch
  readonly clock?: Clock
  /** Where a temporary file may lie while the history is put in order: the system's own place unless told. */
  readonly spoolFolder?: string
}

export type ShopifyPlatform = Platform & {
  readonly checkout: CheckoutPlatform
  /** Who calls the API: the token that the Shopify admin gives the page. */
  readonly verifySessionToken: (token: string) => Promise<SessionTokenCheck>
  /** Who calls from the checkout or a customer's account: the token that Shopify gives our blocks there. */
  readonly verifyCustomerToken: (token: string) => Promise<CustomerTokenCheck>
  /** Installs the app, or makes sure that it still is: `sessionToken` must have been verified, and for this shop. */
  readonly install: (shop: string, sessionToken: string) => Promise<Answer<ShopDetails>>
  /** The shop's settings and granted scopes as they are now. */
  readonly readShop: (shop: string) => Promise<Answer<ShopDetails>>
}

const REQUEST_TIMEOUT_MS = 15_000

/** Shopify behind the engine's port. One per process, for the library underneath has one fetch per process. */
export const createPlatform = (options: PlatformOptions): ShopifyPlatform => {
  const { sessions, currencyOf, clock = wallClock, fetch = globalThis.fetch } = options
  const requestTimeoutMs = options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS
  const library = openLibrary({ ...options, requestTimeoutMs, fetch })
  const tokens = createTokens({ library, sessions, clock })
  const pace = new Pace()
  const ask = createAdminClient({ library, tokens, clock, pace })
  const readShop = createShopReader(ask)
  const lines = { fetch, silenceMs: requestTimeoutMs }
  return {
    identify: identifyPayload,
    read: readPayload,
    perform: createPerformer({ ask, currencyOf }),
    readHistory: createHistoryReader({ ask, clock, lines, spoolFolder: options.spoolFolder ?? tmpdir() }),
    readOffers: createOffersReader({ ask, apiKey: options.apiKey }),
    verifySessionToken: createSessionTokenCheck(library),
    verifyCustomerToken: createCustomerTokenCheck(library),
    install: createInstaller({ tokens, sessions, readDetails: readShop }),
    readShop,
    checkout: createCheckoutPlatform({ ask, clock, pace, currencyOf }),
  }
}
