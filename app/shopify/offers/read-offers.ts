import type { ListedOffer, OffersRead } from '../../engine/listed-offers.ts'
import type { AdminClient } from '../client.ts'
import { readOffers } from '../operations/read-offers.ts'
import { listedOffer } from './listed-offer.ts'

/** A shop with more than so many discounts lists mostly codes that other apps made for one person each. */
const MOST_PAGES = 40

/** Our own codes carry our tag; of what is over nobody is shut out. */
const QUERY = '-tag:perennial AND status:active,scheduled'

/** All the shop's own discounts, a page at a time as its allowance goes. */
export const createOffersReader =
  ({ ask, apiKey }: { readonly ask: AdminClient; readonly apiKey: string }) =>
  async (shop: string, { currency }: { readonly currency: string }): Promise<OffersRead> => {
    const offers: ListedOffer[] = []
    let after: string | null = null
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const reply = await askPage(ask, shop, after)
      if (!reply.answered) return { read: false, again: reply.again, reason: reply.reason }
      const { nodes, pageInfo } = reply.data.discountNodes
      offers.push(
        ...nodes
          .filter(({ discount }) => discount.appDiscountType?.appKey !== apiKey)
          .map(({ id, discount }) => listedOffer(id, discount, currency)),
      )
      after = pageInfo.endCursor ?? null
      if (!pageInfo.hasNextPage || after === null) return { read: true, offers, isCut: false }
    }
    return { read: true, offers, isCut: true }
  }

const askPage = (ask: AdminClient, shop: string, after: string | null) => ask(shop, readOffers, { after, query: QUERY })
