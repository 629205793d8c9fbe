import type { CustomerEntry } from '../../../app/ledger/entries.ts'
import { birthdayMonth } from '../../../app/vocabulary/facts/customer-birthday-month.ts'
import { country } from '../../../app/vocabulary/facts/customer-country.ts'
import { emailConsent } from '../../../app/vocabulary/facts/customer-email-consent.ts'
import { isBusiness } from '../../../app/vocabulary/facts/customer-is-business.ts'
import { isSubscriber } from '../../../app/vocabulary/facts/customer-is-subscriber.ts'
import { skusBought } from '../../../app/vocabulary/facts/customer-skus-bought.ts'
import { smsConsent } from '../../../app/vocabulary/facts/customer-sms-consent.ts'
import { tags } from '../../../app/vocabulary/facts/customer-tags.ts'
import { cancellation, order, refund, tagChange } from '../../ledger/entries.ts'
import { ago, bought, cancelled, first, NOW, nobody, ordersOf, type Row, second, stranger } from './row.ts'

const change = (id: string, says: Partial<CustomerEntry>): CustomerEntry => ({ ...tagChange(id, {}), ...says })
const renewal = (days: number) => order('1', { at: ago(days), isRenewal: true })
const forCompany = order('1', { isBusiness: true })

export const recordRows: readonly Row[] = [
  {
    fact: tags,
    of: 'a customer with two',
    given: { ada: [tagChange('1', { add: ['vip', 'tea'] })] },
    is: ['vip', 'tea'],
  },
  { fact: tags, of: 'a customer without any', given: stranger, is: [] },
  { fact: country, of: 'a latest order without a country', given: bought, is: undefined },
  { fact: country, of: 'a latest order to France', given: { ada: [first] }, is: 'FR' },
  {
    fact: country,
    of: 'a latest order that was cancelled',
    given: { ada: [first, second, cancellation('2', NOW)] },
    is: 'FR',
  },

  { fact: emailConsent, of: 'somebody of whom nothing was heard', given: stranger, is: false },
  { fact: emailConsent, of: 'somebody who agreed', given: { ada: [change('1', { emailConsent: true })] }, is: true },
  {
    fact: emailConsent,
    of: 'somebody who agreed, took it back, and was tagged since',
    given: { ada: [change('1', { emailConsent: true }), change('2', { emailConsent: false }), tagChange('3', {})] },
    is: false,
  },
  { fact: emailConsent, of: 'a yes to SMS alone', given: { ada: [change('1', { smsConsent: true })] }, is: false },
  { fact: emailConsent, of: 'nobody', given: nobody, is: undefined },
  { fact: smsConsent, of: 'somebody of whom nothing was heard', given: stranger, is: false },
  {
    fact: smsConsent,
    of: 'somebody who agreed and was tagged since',
    given: { ada: [change('1', { smsConsent: true }), tagChange('2', {})] },
    is: true,
  },
  { fact: smsConsent, of: 'nobody', given: nobody, is: undefined },
  { fact: birthdayMonth, of: 'a birthday in May', given: { ada: [change('1', { birthdayMonth: 5 })] }, is: 5 },
  {
    fact: birthdayMonth,
    of: 'one that was taken out',
    given: { ada: [change('1', { birthdayMonth: 5 }), change('2', { birthdayMonth: null })] },
    is: undefined,
  },
  { fact: birthdayMonth, of: 'somebody of whom nothing was heard', given: stranger, is: undefined },

  { fact: isBusiness, of: 'an order for a company', given: { ada: [forCompany, second] }, is: true },
  { fact: isBusiness, of: 'orders for nobody else', given: bought, is: false },
  {
    fact: isBusiness,
    of: 'an order for a company that was cancelled',
    given: { ada: [forCompany, cancellation('1'), second] },
    is: false,
  },
  { fact: isBusiness, of: 'somebody who never ordered', given: stranger, is: undefined },
  {
    fact: isSubscriber,
    of: 'a bill a moment under 90 days ago',
    given: { ada: [order('1', { at: ago(90, 1), isRenewal: true })] },
    is: true,
  },
  { fact: isSubscriber, of: 'a bill exactly 90 days ago', given: { ada: [renewal(90)] }, is: false },
  {
    fact: isSubscriber,
    of: 'a bill that was cancelled, and an order',
    given: { ada: [renewal(9), cancellation('1', ago(8)), ...ordersOf(2)] },
    is: false,
  },
  { fact: isSubscriber, of: 'orders and no bill', given: bought, is: false },
  { fact: isSubscriber, of: 'somebody who never ordered', given: stranger, is: undefined },
  {
    fact: skusBought,
    of: 'two orders that share an article',
    given: { ada: [order('1', { skus: ['A', 'B'] }), order('2', { skus: ['C', 'A'] })] },
    is: ['A', 'B', 'C'],
  },
  {
    fact: skusBought,
    of: 'an order refunded in full',
    given: { ada: [order('1', { skus: ['A'] }), refund('r', '1', 5_000)] },
    is: ['A'],
  },
  {
    fact: skusBought,
    of: 'an order that was cancelled',
    given: { ada: [order('1', { skus: ['A'] }), cancellation('1')] },
    is: [],
  },
  { fact: skusBought, of: 'a cancelled order without articles', given: cancelled, is: [] },
]
