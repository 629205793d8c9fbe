import { Router } from 'express'
import type { ApiCheckout } from '../../contracts/checkout.ts'
import type { WhyLeftOut } from '../../engine/checkout-ports.ts'
import { LEAST_POINTS, secondsToTell } from '../../engine/telling-cost.ts'
import { MOST_POLICY_BYTES } from '../../rules/checkout/compile-policy.ts'
import type { AppStore } from '../../store/open-store.ts'
import { callerOf } from './caller.ts'

/** How far the rules for the checkout are in Shopify. */
export const checkoutRoutes = ({ store }: { store: AppStore }): Router =>
  Router().get('/checkout', async (request, response) => {
    const { id } = callerOf(request).shop
    const state = await store.checkouts.find(id)
    const policy = await store.checkoutPolicies.current(id)
    const { customers, ...progress } = await store.checkouts.progress(id)
    const pointsPerSecond = state.points ?? LEAST_POINTS
    const body: ApiCheckout = {
      way: state.way,
      wayProblem: state.wayProblem,
      published: policy && {
        at: policy.since.toISOString(),
        bytes: Buffer.byteLength(policy.text),
        rules: policy.rules.map(({ ruleId, bytes }) => ({ ruleId, bytes })),
      },
      mostBytes: MOST_POLICY_BYTES,
      left: state.left.map(({ ruleId, why }) => ({ ruleId, why, says: SAYS[why] })),
      problem: state.problem,
      checkedAt: state.checkedAt?.toISOString() ?? null,
      customers: { all: customers, ...progress },
      cost: {
        pointsPerSecond,
        secondsForAll: secondsToTell(customers, pointsPerSecond),
        secondsLeft: secondsToTell(progress.waiting, pointsPerSecond),
      },
    }
    response.json(body)
  })

const SAYS: Readonly<Record<WhyLeftOut, string>> = {
  stopped: 'Everything is stopped.',
  closed: 'It is outside its schedule or its hours.',
  used_up: 'It has been given as often as it may in all.',
  over_budget: 'Its budget is used up.',
  too_large: 'The checkout has no room left for it beside the more important ones.',
  not_native: 'This shop’s plan cannot carry it: it asks for more than a discount for a group of customers can do.',
  never_met: 'As things stand in the shop now, nobody can meet it.',
}
