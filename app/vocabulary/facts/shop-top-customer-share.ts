import { defineShopFact } from '../define.ts'

/** Largest net spend of the last 365 days ÷ that of all customers; 0 to 1, unrounded. */
export const topCustomerShare = defineShopFact({
  name: 'shop.topCustomerShare',
  type: 'number',
  unit: 'ratio',
  label: 'share of the largest customer',
  meaning:
    'The part of the revenue of the last 365 days that the largest customer made: 0.06 is 6 %. Missing without orders in them.',
  read: ({ largestSpentLast365Days, spentLast365Days }) =>
    largestSpentLast365Days === undefined || spentLast365Days === 0
      ? undefined
      : largestSpentLast365Days / spentLast365Days,
})
