import { Router } from 'express'
import type { ApiCheckoutUse } from '../../contracts/checkout-uses.ts'
import type { AppStore } from '../../store/open-store.ts'
import { callerOf, param } from './caller.ts'
import { noRule } from './changed-rule.ts'

/** What came of rules at the checkout. */
export const checkoutUseRoutes = ({ store }: { store: AppStore }): Router =>
  Router().get('/rules/:id/checkout-use', async (request, response) => {
    const { shop } = callerOf(request)
    const id = param(request, 'id')
    if ((await store.rules.find(shop.id, id)) === null) throw noRule(id)
    const share = (await store.checkoutUses.shares(shop.id)).find(({ ruleId }) => ruleId === id)
    const body: ApiCheckoutUse = {
      qualified: share?.qualified ?? 0,
      carried: share?.carried ?? 0,
      overruns: share?.overruns ?? 0,
    }
    response.json(body)
  })
