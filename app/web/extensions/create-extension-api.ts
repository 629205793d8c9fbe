import express, { type RequestHandler, Router } from 'express'
import { AppError } from '../../errors.ts'
import type { AppStore } from '../../store/open-store.ts'
import { type Install, type VerifySessionToken, withSession } from '../api/caller.ts'
import { briefRoutes } from './brief-routes.ts'
import { type VerifyCustomerToken, withCustomer } from './customer-caller.ts'
import { offerRoutes } from './offer-routes.ts'

export type ExtensionApiOptions = {
  readonly store: AppStore
  readonly verifySessionToken: VerifySessionToken
  readonly verifyCustomerToken: VerifyCustomerToken
  readonly install: Install
}

/** The calls of our blocks in Shopify's pages. They come from origins of Shopify's that may be any, so the token alone opens them. */
export const createExtensionApi = (options: ExtensionApiOptions): Router => {
  const api = Router()
  api.use(answerAnyOrigin)
  api.use('/customers', withSession(options), briefRoutes(options))
  api.use(['/offers', '/reasons'], withCustomer(options), express.json({ limit: '128kb' }))
  api.use(offerRoutes(options))
  api.use((request) => {
    throw new AppError('not_found', `There is nothing at ${request.method} /extensions${request.path}`)
  })
  return api
}

const A_DAY = '86400'

/** Without credentials: a browser sends no cookie along and needs none back. A preflight is answered before any token is asked for. */
const answerAnyOrigin: RequestHandler = (request, response, next) => {
  response.set({
    'access-control-allow-origin': '*',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  if (request.method !== 'OPTIONS') return next()
  response
    .set({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': A_DAY,
    })
    .status(204)
    .end()
}
