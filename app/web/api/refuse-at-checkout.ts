import { checkoutMessagesOf } from '../../engine/checkout-messages.ts'
import { measurePolicy } from '../../engine/measure-policy.ts'
import { nativeOf } from '../../engine/native-offers.ts'
import { prepareRule, type RunnableRule } from '../../engine/prepare-rule.ts'
import { MOST_POLICY_BYTES, MOST_TAGS, type RuleBytes } from '../../rules/checkout/compile-policy.ts'
import type { Problem, RuleDocument } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import { checkout } from '../../vocabulary/triggers/checkout.ts'
import type { Caller } from './caller.ts'
import { RuleInvalid } from './rule-invalid.ts'

/** A rule must not go live at the checkout that could not be told there, or not be told apart from another. */
export const refuseAtCheckout = async (
  shop: Caller['shop'],
  document: RuleDocument,
  ruleId: string | undefined,
  store: AppStore,
): Promise<void> => {
  if (document.trigger !== checkout.name) return
  const live = (await store.rules.list(shop.id)).flatMap(({ id, state, running }) =>
    state === 'live' && running?.trigger === checkout.name && id !== ruleId ? [{ id, document: running }] : [],
  )
  const problems = [
    ...missingScopes(shop.scopes),
    ...(await beyondPlan(document, shop, store)),
    ...sharedMessages(document, live, shop.currency),
    ...(await pastSize([{ id: ruleId ?? '', document }, ...live], shop, store)),
  ]
  if (problems.length > 0) throw new RuleInvalid(problems)
}

/** What is only saved may wait for room, but one that fills the checkout by itself never gets any. */
export const refuseTooLarge = async (
  shop: Caller['shop'],
  document: RuleDocument,
  ruleId: string | undefined,
  store: AppStore,
): Promise<void> => {
  if (document.trigger !== checkout.name) return
  const problems = await pastSize([{ id: ruleId ?? '', document }], shop, store)
  if (problems.length > 0) throw new RuleInvalid(problems)
}

/** In a shop where our own part of the checkout cannot run, a rule goes live only where Shopify can decide on it by itself. */
const beyondPlan = async (
  document: RuleDocument,
  { id, currency }: Caller['shop'],
  store: AppStore,
): Promise<Problem[]> => {
  const { way, wayProblem } = await store.checkouts.find(id)
  if (way === 'function') return []
  const native = nativeOf(prepare({ id: '', document }, currency))
  return native.is === 'native'
    ? []
    : [{ path: '', message: `${wayProblem}. Shopify’s own discounts cannot carry this rule, for ${native.reason}` }]
}

type Identified = { readonly id: string; readonly document: RuleDocument }

const SCOPES: Readonly<Record<string, string>> = {
  write_discounts: 'make discounts',
  write_customers: 'write to customers’ records',
}

const missingScopes = (granted: readonly string[]): Problem[] =>
  Object.entries(SCOPES).flatMap(([scope, what]) =>
    granted.includes(scope)
      ? []
      : [
          {
            path: '/trigger',
            message: `This shop has not allowed the app to ${what} (${scope}). Allow it in the Shopify admin first`,
          },
        ],
  )

/** Orders name an offer by its message alone: two rules with one message could not be told apart afterwards. */
const sharedMessages = (document: RuleDocument, live: readonly Identified[], currency: string): Problem[] => {
  const taken = new Map(
    live.flatMap(({ document: other }) => checkoutMessagesOf(other, currency).map((message) => [message, other.name])),
  )
  return checkoutMessagesOf(document, currency).flatMap((message, index) => {
    const other = taken.get(message)
    return other === undefined
      ? []
      : [
          {
            path: `/actions/${index}/params/message`,
            message: `“${other}” is live with the same message. Orders say by it which rule gave: choose another one`,
            found: message,
          },
        ]
  })
}

const prepare = ({ id, document }: Identified, currency: string): RunnableRule =>
  prepareRule({ id, version: 0, state: 'live', document, liveSince: null }, currency)

const pastSize = async (
  rules: readonly Identified[],
  { id: shop, currency, timeZone }: Caller['shop'],
  store: AppStore,
): Promise<Problem[]> => {
  const measured = measurePolicy(
    rules.map((rule) => prepare(rule, currency)),
    await store.checkouts.asked(shop),
    await store.policies.find(shop),
    { currency, timeZone },
  )
  if (measured.kind === 'policy') return []
  if (measured.kind === 'tooManyTags') {
    const message = `The checkout can look for at most ${MOST_TAGS} product tags, over all live rules together`
    return [{ path: '', message, found: measured.tags.join(', ') }]
  }
  const [room, took] = [MOST_POLICY_BYTES.toLocaleString('en'), measured.bytes.toLocaleString('en')]
  const remedy = rules.length > 1 ? 'Pause one of them, or make them shorter' : 'Make it shorter'
  return [
    {
      path: '',
      message: `The checkout can hold ${room} bytes of rules, and this would come to ${took}: ${sizesOf(measured.rules, rules)}. ${remedy}`,
      found: took,
      expected: `at most ${room}`,
    },
  ]
}

/** Largest first. */
const sizesOf = (sizes: readonly RuleBytes[], rules: readonly Identified[]): string =>
  sizes
    .toSorted((left, right) => right.bytes - left.bytes)
    .map(
      ({ ruleId, bytes }) => `“${rules.find(({ id }) => id === ruleId)?.document.name}” ${bytes.toLocaleString('en')}`,
    )
    .join(', ')
