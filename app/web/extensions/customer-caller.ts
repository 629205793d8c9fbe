import type { Request, RequestHandler } from 'express'
import { AppError } from '../../errors.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { StoredShop } from '../../store/shops.ts'
import { bearerOf } from '../api/caller.ts'

/** Who calls from the checkout or an account: whatever is read is of this customer in this shop; null is not signed in. */
export type CustomerCaller = { readonly shop: StoredShop; readonly customerId: string | null }

export type VerifyCustomerToken = (
  token: string,
) => Promise<
  | { readonly valid: true; readonly shop: string; readonly customerId: string | null }
  | { readonly valid: false; readonly reason: string }
>

const callers = new WeakMap<Request, CustomerCaller>()

export const customerCallerOf = (request: Request): CustomerCaller => {
  const caller = callers.get(request)
  if (caller === undefined) throw new AppError('token.invalid', 'No session token was checked for this request')
  return caller
}

/** A customer's token installs nothing: the shop must have the app. */
export const withCustomer =
  ({ store, verifyCustomerToken }: { store: AppStore; verifyCustomerToken: VerifyCustomerToken }): RequestHandler =>
  async (request, _response, next) => {
    const check = await verifyCustomerToken(bearerOf(request))
    if (!check.valid) throw new AppError('token.invalid', check.reason)
    const shop = await store.shops.find(check.shop)
    if (shop?.isInstalled !== true) throw new AppError('token.invalid', 'the app is not installed in this shop')
    callers.set(request, { shop, customerId: check.customerId })
    next()
  }
