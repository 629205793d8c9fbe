import { addTags } from './add-tags.ts'
import { createCode } from './create-code.ts'
import { deactivateCode } from './deactivate-code.ts'
import { findCode } from './find-code.ts'
import { readOrderNote, writeOrderNote } from './order-note.ts'
import { readBulk } from './read-bulk.ts'
import { readOffers } from './read-offers.ts'
import { readOrder } from './read-order.ts'
import { readRefund } from './read-refund.ts'
import { readShop } from './read-shop.ts'
import { recentBulks } from './recent-bulks.ts'
import { removeTags } from './remove-tags.ts'
import { startBulk } from './start-bulk.ts'

/** Every operation the app sends, for whoever holds them to Shopify's schema. */
export const operations = [
  addTags,
  createCode,
  deactivateCode,
  findCode,
  readBulk,
  readOffers,
  readOrder,
  readOrderNote,
  readRefund,
  readShop,
  recentBulks,
  removeTags,
  startBulk,
  writeOrderNote,
] as const
