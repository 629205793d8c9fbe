import { addTags } from './add-tags.ts'
import { createAppDiscount, findAppDiscounts, readAppDiscount, updateAppDiscount } from './app-discount.ts'
import { createCode } from './create-code.ts'
import { deactivateCode } from './deactivate-code.ts'
import { findCode } from './find-code.ts'
import {
  createNativeOrderOffer,
  createNativeShippingOffer,
  createSegment,
  deleteAutomatic,
  findNativeOffers,
  findSegments,
} from './native-offers.ts'
import { readOrderNote, writeOrderNote } from './order-note.ts'
import { readBulk } from './read-bulk.ts'
import { readFunctions } from './read-functions.ts'
import { readOffers } from './read-offers.ts'
import { readOrder } from './read-order.ts'
import { readRefund } from './read-refund.ts'
import { readShop } from './read-shop.ts'
import { readStandings } from './read-standings.ts'
import { recentBulks } from './recent-bulks.ts'
import { removeTags } from './remove-tags.ts'
import { writePolicy, writeStandings } from './set-metafields.ts'
import { startBulk } from './start-bulk.ts'

/** Every operation the app sends, for whoever holds them to Shopify's schema. */
export const operations = [
  addTags,
  createAppDiscount,
  createCode,
  createNativeOrderOffer,
  createNativeShippingOffer,
  createSegment,
  deactivateCode,
  deleteAutomatic,
  findAppDiscounts,
  findCode,
  findNativeOffers,
  findSegments,
  readAppDiscount,
  readBulk,
  readOffers,
  readFunctions,
  readOrder,
  readOrderNote,
  readRefund,
  readShop,
  readStandings,
  recentBulks,
  removeTags,
  startBulk,
  updateAppDiscount,
  writeOrderNote,
  writePolicy,
  writeStandings,
] as const
