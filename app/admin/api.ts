import { shopInAddress } from './address.ts'
import { createApi } from './api-client.ts'
import { createSession, findSessionSource } from './session.ts'

export const shopDomain = shopInAddress(window.location.search)

/** The API for whoever has this page open. */
export const api = createApi(createSession(findSessionSource(shopDomain)), window.location.origin)
