import { Crowd } from '../../engine/crowd.ts'
import { rankedApart } from '../../engine/ranked-apart.ts'
import type { AppStore } from '../../store/open-store.ts'

/** How old everybody else's figures may be; those of the customer who is looked at are always read anew. */
const KEPT_MS = 5 * 60_000
const MOST_SHOPS = 20

/** Who goes from customer to customer in the admin does not have the whole shop read each time. Forgetting is always safe. */
export const createCrowds = (store: AppStore) => {
  const crowds = new Map<
    string,
    { readonly crowd: Promise<Crowd>; readonly madeAt: number; readonly settings: string }
  >()
  return async (shop: string, at: number): Promise<Crowd> => {
    const policies = await store.policies.find(shop)
    const settings = JSON.stringify([policies.staffTag, policies.leaveOutBusiness])
    const held = crowds.get(shop)
    if (held?.settings === settings && at - held.madeAt < KEPT_MS) return held.crowd
    const [oldest] = crowds.keys()
    if (crowds.size >= MOST_SHOPS && oldest !== undefined) crowds.delete(oldest)
    const crowd = Crowd.of(store.figures.everyCustomer(shop), at, rankedApart(policies))
    crowds.set(shop, { crowd, madeAt: at, settings })
    return crowd.catch((error: unknown) => {
      crowds.delete(shop)
      throw error
    })
  }
}
