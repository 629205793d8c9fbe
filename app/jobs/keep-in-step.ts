import { checkoutMessagesOf } from '../engine/checkout-messages.ts'
import { companionOf, companionOfRule } from '../engine/companion.ts'
import type { ListedOffer } from '../engine/listed-offers.ts'
import { discountsPastCeiling } from '../rules/ceiling.ts'
import { checkDocument } from '../rules/check.ts'
import type { Policies } from '../rules/policies.ts'
import { isAsked } from '../rules/rule-states.ts'
import { isSameDocument } from '../rules/same-document.ts'
import type { RuleDocument } from '../rules/types.ts'
import type { AppStore } from '../store/open-store.ts'
import type { Companion, ParityOfferRow } from '../store/parity.ts'
import type { RuleRow } from '../store/rules.ts'
import { vocabulary } from '../vocabulary/vocabulary.ts'

type Offers = {
  readonly currency: string
  readonly policies: Policies
  readonly listed: readonly ListedOffer[]
  readonly said: readonly ParityOfferRow[]
}

type Linked = {
  readonly offerId: string
  readonly title: string
  readonly companion: Companion
  readonly rule: RuleRow
}

/**
 * Has each rule that was made for an offer follow it: another version, in the place of the one that runs. One that somebody
 * has edited since is theirs, and left alone; so is one whose offer is gone.
 */
export const keepInStep = async (
  shop: string,
  offers: Offers,
  store: Pick<AppStore, 'rules' | 'parity'>,
): Promise<void> => {
  if (offers.said.every(({ companion }) => companion === null)) return
  const rules = await store.rules.list(shop)
  for (const { offerId, title, companion } of offers.said) {
    const rule = rules.find(({ id }) => id === companion?.ruleId)
    if (companion === null || rule === undefined || rule.state === 'archived') continue
    const due = companionNow(offerId, companion, offers, rules)
    if (due === undefined || rule.version !== companion.version) continue
    if (isSameDocument(due, companion.madeFrom)) {
      // What it could not follow has been taken back.
      if (companion.problem !== null) await store.parity.followed(shop, offerId, companion.version, companion.madeFrom)
      continue
    }
    await follow(shop, { offerId, title, companion, rule }, due, { ...offers, rules }, store)
  }
}

/** What the rule would be if it were made now; undefined where its offer is gone, or nothing that a rule can give. */
const companionNow = (
  offerId: string,
  { madeAt, ruleId }: Companion,
  { currency, policies, listed }: Offers,
  rules: readonly RuleRow[],
): RuleDocument | undefined => {
  const options = { currency, regularAbove: policies.regularAbove, madeAt: madeAt.getTime() }
  const offer = listed.find(({ id }) => id === offerId)
  if (offer) return companionOf(offer, options)
  const own = rules.find(({ id }) => id === offerId && id !== ruleId)
  return own && isAsked(own.state) ? companionOfRule(own.running ?? own.document, options) : undefined
}

const follow = async (
  shop: string,
  { offerId, title, rule }: Linked,
  due: RuleDocument,
  { currency, policies, rules: all }: Offers & { readonly rules: readonly RuleRow[] },
  { rules, parity }: Pick<AppStore, 'rules' | 'parity'>,
): Promise<void> => {
  const problem = problemOf(due, rule, currency, policies) ?? sharedMessage(due, rule, all, currency)
  if (problem !== undefined) return parity.stuck(shop, offerId, problem)
  const by = `Perennial, for the offer ${title}`
  const saved = await rules.save(shop, rule.id, due, rule.version, by)
  // Somebody was faster: it is theirs from now on.
  if (!saved.changed) return
  const { state, share, runs, version } = saved.rule
  if (isAsked(state)) {
    const put = await rules.setState(shop, rule.id, { state, version }, { state, share, runs }, by)
    if (!put.changed) return
  }
  await parity.followed(shop, offerId, version, due)
}

/** Why a version must not take the running one's place, as somebody would be told who tried. */
const problemOf = (
  due: RuleDocument,
  { state }: RuleRow,
  currency: string,
  { discountCeilingPercent }: Policies,
): string | undefined => {
  const checked = checkDocument(due, vocabulary, { currency })
  const problems = checked.valid
    ? state === 'live'
      ? discountsPastCeiling(checked.document, vocabulary, { currency }, discountCeilingPercent)
      : []
    : checked.problems
  return problems[0]?.message
}

/** Orders name an offer by its message alone: of no two live rules the same. */
const sharedMessage = (
  due: RuleDocument,
  { id, state }: RuleRow,
  rules: readonly RuleRow[],
  currency: string,
): string | undefined => {
  if (state !== 'live') return undefined
  const messages = checkoutMessagesOf(due, currency)
  const other = rules.find(
    ({ id: otherId, state, running }) =>
      otherId !== id &&
      state === 'live' &&
      running &&
      checkoutMessagesOf(running, currency).some((message) => messages.includes(message)),
  )
  return other && `“${other.name}” is live with the same message, and orders say by it which rule gave`
}
