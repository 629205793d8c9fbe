import { Router } from 'express'
import { type ApiCustomerOffers, type ApiReasons, reasonsRequest } from '../../contracts/extensions.ts'
import { offersAtCheckout, reasonsFor } from '../../engine/checkout-reasons.ts'
import { printMoney } from '../../rules/money.ts'
import { occasionSentence } from '../../rules/sentence.ts'
import type { HeldCode } from '../../store/customer-grants.ts'
import type { AppStore } from '../../store/open-store.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { parse } from '../api/caller.ts'
import { customerCallerOf } from './customer-caller.ts'

/** What whoever is at the checkout or in their account may know: their own codes, and why they were given what they see. */
export const offerRoutes = ({ store }: { store: AppStore }): Router =>
  Router()
    .get('/offers', async (request, response) => {
      const { shop, customerId } = customerCallerOf(request)
      const { currency } = shop
      const held = customerId === null ? [] : await store.customerGrants.codesGoodAt(shop.id, customerId, Date.now())
      const body: ApiCustomerOffers = {
        signedIn: customerId !== null,
        currency,
        offers: held.map((code) => ({
          code: code.code,
          worth:
            'percent' in code.body.worth
              ? { percent: code.body.worth.percent }
              : { amount: printMoney(code.body.worth.amount, currency) },
          minimum: code.body.minimumSubtotal === null ? null : printMoney(code.body.minimumSubtotal, currency),
          until: code.expiresAt?.toISOString() ?? null,
          reason: reasonOf(code, currency),
        })),
      }
      response.json(body)
    })
    .post('/reasons', async (request, response) => {
      const { shop, customerId } = customerCallerOf(request)
      const { titles, codes } = parse(reasonsRequest, request.body)
      const offers = offersAtCheckout(await store.rules.asked(shop.id), shop.currency)
      const own =
        customerId === null || codes.length === 0
          ? []
          : await store.customerGrants.codesAmong(shop.id, customerId, codes)
      const body: ApiReasons = {
        signedIn: customerId !== null,
        moreForSignedIn: customerId === null && shop.stoppedAt === null && offers.length > 0,
        reasons: [
          ...reasonsFor(titles, offers),
          ...own.flatMap((code) => {
            const reason = reasonOf(code, shop.currency)
            return reason === null ? [] : [{ shownAs: code.code, reasons: [reason] }]
          }),
        ],
      }
      response.json(body)
    })

const reasonOf = ({ document }: HeldCode, currency: string): string | null =>
  document && occasionSentence(document, vocabulary, { currency })
