import { AT_ONCE } from './checkout-ports.ts'

/** Of Shopify's points: reading a set of customers with one metafield each, and writing it. */
const POINTS_A_SET = 10 + 2 * AT_ONCE
/** What every plan gives, until the shop's own is known. */
export const LEAST_POINTS = 100

/** Seconds that telling of so many customers takes, should nothing else ask Shopify for anything. */
export const secondsToTell = (customers: number, pointsPerSecond: number): number =>
  Math.ceil((Math.ceil(customers / AT_ONCE) * POINTS_A_SET) / pointsPerSecond)
