/** Every code the app throws or answers with; stable, for people search for them. */
export type ErrorCode =
  | 'config.invalid'
  | 'store.unreachable'
  | 'store.unwritable'
  | 'port.taken'
  | 'shopify.unreachable'
  | 'shopify.throttled'
  | 'shopify.refused'
  | 'shopify.unauthorized'
  | 'token.invalid'
  | 'request.invalid'
  | 'request.too_large'
  | 'not_found'
  | 'conflict'
  | 'rule.invalid'
  | 'rule.closed'
  | 'offer.not_closable'
  | 'internal'

/** The unexpected, thrown; expected failure is a value instead. The message names the thing: which shop, rule, event, line. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
