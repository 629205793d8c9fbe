import express, { type ErrorRequestHandler, type Express } from 'express'
import { AppError, type ErrorCode, messageOf } from '../../errors.ts'
import type { Log } from '../../log.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import type { AppStore } from '../../store/open-store.ts'
import { type AdminOptions, adminPages } from '../admin-pages.ts'
import { createExtensionApi } from '../extensions/create-extension-api.ts'
import type { VerifyCustomerToken } from '../extensions/customer-caller.ts'
import { activityRoutes } from './activity-routes.ts'
import { backtestRoutes } from './backtest-routes.ts'
import { type Install, type VerifySessionToken, withSession } from './caller.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { checkoutUseRoutes } from './checkout-use-routes.ts'
import { comparisonRoutes } from './comparison-routes.ts'
import { customerRoutes } from './customer-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { importRoutes } from './import-routes.ts'
import { parityRoutes } from './parity-routes.ts'
import { RuleInvalid } from './rule-invalid.ts'
import { ruleRoutes } from './rule-routes.ts'
import { ruleStateRoutes } from './rule-state-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { shopRoutes } from './shop-routes.ts'
import { stopRoutes } from './stop-routes.ts'
import { taskRoutes } from './task-routes.ts'

export type ApiOptions = {
  readonly store: AppStore
  readonly mailTool: MailTool
  readonly verifySessionToken: VerifySessionToken
  readonly verifyCustomerToken: VerifyCustomerToken
  readonly install: Install
  /** Takes lines of an orders file into the shop's inbox. */
  readonly importLines: (shop: string, lines: readonly string[]) => Promise<{ accepted: number; repeated: number }>
  /** Tells the workers that something waits again. */
  readonly onRetry: {
    readonly delivery: (shop: string) => void
    readonly effect: (shop: string) => Promise<void>
    readonly history: (shop: string) => Promise<void>
  }
  /** Tells the workers that a rule is to be tried on a shop's past. */
  readonly onBacktest: (shop: string) => Promise<void>
  /** Tells the workers that a shop's checkout is to be told something else. */
  readonly onCheckout: (shop: string) => Promise<void>
  /** Tells the workers that a shop's offers are to be looked at. */
  readonly onParity: (shop: string) => Promise<void>
  readonly metrics: () => string
  readonly admin: AdminOptions
  readonly log: Log
}

export const createApi = (options: ApiOptions): Express => {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.get('/healthz', (_request, response) => void response.json({ alive: true }))
  app.get('/metrics', (_request, response) => void response.type('text/plain; version=0.0.4').send(options.metrics()))

  const api = express.Router()
  api.use((_request, response, next) => {
    response.set('cache-control', 'no-store')
    next()
  })
  api.use(withSession(options))
  api.use(importRoutes(options))
  api.use(express.json({ limit: '1mb' }))
  api.use(
    shopRoutes(options),
    stopRoutes(options),
    settingsRoutes(options),
    ruleRoutes(options),
    ruleStateRoutes(options),
    backtestRoutes(options),
    comparisonRoutes(options),
    checkoutUseRoutes(options),
    checkoutRoutes(options),
    parityRoutes(options),
    taskRoutes(options),
    customerRoutes(options),
    activityRoutes(options),
    figureRoutes(options),
  )
  api.use((request) => {
    throw new AppError('not_found', `There is nothing at ${request.method} /api${request.path}`)
  })
  app.use('/api', api)
  app.use('/extensions', createExtensionApi(options))
  app.use(adminPages(options.admin))
  app.use(answerErrors(options.log))
  return app
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  'token.invalid': 401,
  'shopify.unauthorized': 403,
  'request.invalid': 400,
  'request.too_large': 413,
  'rule.invalid': 422,
  'rule.closed': 422,
  'offer.not_closable': 422,
  not_found: 404,
  conflict: 409,
  'shopify.unreachable': 502,
}

/** Every answer that is no 2xx says what, where and what to do; what went wrong inside stays in the log. */
const answerErrors =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const known = error instanceof AppError ? error : fromExpress(error)
    if (known !== undefined) {
      const problems = known instanceof RuleInvalid ? { problems: known.problems } : {}
      response
        .status(STATUS[known.code] ?? 500)
        .json({ error: { code: known.code, message: known.message, ...problems } })
      return
    }
    log.error('a request failed', { method: request.method, path: request.path, reason: messageOf(error) })
    response.status(500).json({
      error: { code: 'internal', message: 'Something went wrong on our side. Nothing was changed; try again.' },
    })
  }

/** Express's parsers, its router and its files throw errors with the status that they mean. */
const fromExpress = (error: unknown): AppError | undefined => {
  if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number') {
    return undefined
  }
  if (error.status === 413) return new AppError('request.too_large', 'The body is too large')
  if (error.status === 404) return new AppError('not_found', 'There is no such file')
  if (error.status < 400 || error.status >= 500) return undefined
  return new AppError('request.invalid', 'type' in error ? 'The body is not JSON' : 'The address cannot be read')
}
