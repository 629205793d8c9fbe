import type { Fact } from '../define.ts'
import { cartCountry } from './cart-country.ts'
import { cartCurrency } from './cart-currency.ts'
import { cartCustomerKnown } from './cart-customer-known.ts'
import { cartHasSubscription } from './cart-has-subscription.ts'
import { cartIsBusiness } from './cart-is-business.ts'
import { cartItemsCount } from './cart-items-count.ts'
import { cartProductTags } from './cart-product-tags.ts'
import { cartSkus } from './cart-skus.ts'
import { cartSubtotal } from './cart-subtotal.ts'
import { averageOrderValue } from './customer-average-order-value.ts'
import { birthdayMonth } from './customer-birthday-month.ts'
import { chanceOfOrder90d } from './customer-chance-of-order-90d.ts'
import { contactsLast30Days } from './customer-contacts-last-30-days.ts'
import { country } from './customer-country.ts'
import { daysSinceFirstOrder } from './customer-days-since-first-order.ts'
import { daysSinceLastContact } from './customer-days-since-last-contact.ts'
import { daysSinceLastOrder } from './customer-days-since-last-order.ts'
import { daysUntilAnniversary } from './customer-days-until-anniversary.ts'
import { emailConsent } from './customer-email-consent.ts'
import { firstOrderAt } from './customer-first-order-at.ts'
import { frequencyScore } from './customer-frequency-score.ts'
import { grossSpent } from './customer-gross-spent.ts'
import { isBusiness } from './customer-is-business.ts'
import { isSubscriber } from './customer-is-subscriber.ts'
import { keptOrdersCount } from './customer-kept-orders-count.ts'
import { lastOrderAt } from './customer-last-order-at.ts'
import { lifecycle } from './customer-lifecycle.ts'
import { medianDaysBetweenOrders } from './customer-median-days-between-orders.ts'
import { monetaryScore } from './customer-monetary-score.ts'
import { ordersCount } from './customer-orders-count.ts'
import { ordersLast30Days } from './customer-orders-last-30-days.ts'
import { ordersLast90Days } from './customer-orders-last-90-days.ts'
import { ordersLast365Days } from './customer-orders-last-365-days.ts'
import { predictedOrders12m } from './customer-predicted-orders-12m.ts'
import { predictedSpend12m } from './customer-predicted-spend-12m.ts'
import { recencyScore } from './customer-recency-score.ts'
import { refundRate } from './customer-refund-rate.ts'
import { revenueShare365 } from './customer-revenue-share-365.ts'
import { rfmGroup } from './customer-rfm-group.ts'
import { silenceRatio } from './customer-silence-ratio.ts'
import { skusBought } from './customer-skus-bought.ts'
import { smsConsent } from './customer-sms-consent.ts'
import { spendRank } from './customer-spend-rank.ts'
import { spendRank365 } from './customer-spend-rank-365.ts'
import { spendTopPercent } from './customer-spend-top-percent.ts'
import { spendTopPercent365 } from './customer-spend-top-percent-365.ts'
import { spentLast30Days } from './customer-spent-last-30-days.ts'
import { spentLast90Days } from './customer-spent-last-90-days.ts'
import { spentLast365Days } from './customer-spent-last-365-days.ts'
import { tags } from './customer-tags.ts'
import { totalSpent } from './customer-total-spent.ts'
import { orderCountry } from './order-country.ts'
import { daysSincePrevious } from './order-days-since-previous.ts'
import { discountCodes } from './order-discount-codes.ts'
import { discountTotal } from './order-discount-total.ts'
import { hasNote } from './order-has-note.ts'
import { isFirst } from './order-is-first.ts'
import { isRenewal } from './order-is-renewal.ts'
import { itemsCount } from './order-items-count.ts'
import { position } from './order-position.ts'
import { previousAverageValue } from './order-previous-average-value.ts'
import { previousSilenceRatio } from './order-previous-silence-ratio.ts'
import { refundedShare } from './order-refunded-share.ts'
import { skus } from './order-skus.ts'
import { source } from './order-source.ts'
import { subtotal } from './order-subtotal.ts'
import { orderTags } from './order-tags.ts'
import { total } from './order-total.ts'
import { vendors } from './order-vendors.ts'
import { customersCount } from './shop-customers-count.ts'
import { dayOfMonth } from './shop-day-of-month.ts'
import { hour } from './shop-hour.ts'
import { month } from './shop-month.ts'
import { shopOrdersLast30Days } from './shop-orders-last-30-days.ts'
import { repeatRate } from './shop-repeat-rate.ts'
import { topCustomerShare } from './shop-top-customer-share.ts'
import { weekday } from './shop-weekday.ts'

/** Every fact a rule can name, by name. */
export const facts: readonly Fact[] = [
  cartCountry,
  cartCurrency,
  cartCustomerKnown,
  cartHasSubscription,
  cartIsBusiness,
  cartItemsCount,
  cartProductTags,
  cartSkus,
  cartSubtotal,
  averageOrderValue,
  birthdayMonth,
  chanceOfOrder90d,
  contactsLast30Days,
  country,
  daysSinceFirstOrder,
  daysSinceLastContact,
  daysSinceLastOrder,
  daysUntilAnniversary,
  emailConsent,
  firstOrderAt,
  frequencyScore,
  grossSpent,
  isBusiness,
  isSubscriber,
  keptOrdersCount,
  lastOrderAt,
  lifecycle,
  medianDaysBetweenOrders,
  monetaryScore,
  ordersCount,
  ordersLast30Days,
  ordersLast365Days,
  ordersLast90Days,
  predictedOrders12m,
  predictedSpend12m,
  recencyScore,
  refundRate,
  revenueShare365,
  rfmGroup,
  silenceRatio,
  skusBought,
  smsConsent,
  spendRank,
  spendRank365,
  spendTopPercent,
  spendTopPercent365,
  spentLast30Days,
  spentLast365Days,
  spentLast90Days,
  tags,
  totalSpent,
  orderCountry,
  daysSincePrevious,
  discountCodes,
  discountTotal,
  hasNote,
  isFirst,
  isRenewal,
  itemsCount,
  position,
  previousAverageValue,
  previousSilenceRatio,
  refundedShare,
  skus,
  source,
  subtotal,
  orderTags,
  total,
  vendors,
  customersCount,
  dayOfMonth,
  hour,
  month,
  shopOrdersLast30Days,
  repeatRate,
  topCustomerShare,
  weekday,
]
