import { createHash } from 'node:crypto'
import type { Decision } from '../../app/engine/ports.ts'
import { compareRules, type RunnableRule } from '../../app/engine/prepare-rule.ts'
import { DAY_MS, type Entry, type OrderEntry } from '../../app/ledger/entries.ts'
import { compareIds, keyOf } from '../../app/ledger/ledger-order.ts'
import { type Action, type Limits, type Reason, WEEKDAYS } from '../../app/rules/types.ts'
import { worthOf } from '../ledger/any-ledger.ts'
import type { AnyRule, AnyShop } from './any-shop.ts'
import type { Play, Played } from './play-shop.ts'

/** One thing that was given, as a list of decisions tells of it. */
type Given = {
  readonly rule: AnyRule
  readonly entry: Entry
  readonly customerId: string
  readonly orderId: string | null
  readonly at: number
  /** What it takes of the budget: what a code takes, and what is spent whatever becomes of that. */
  code: number
  readonly beside: number
  readonly expiresAt: number | null
  state: 'reserved' | 'booked' | 'released'
  usedBy: string | null
}
/** A rule that is met by a customer, on an occasion. */
type Met = {
  readonly rule: AnyRule
  readonly customerId: string | null
  readonly entry: Entry
  readonly order: OrderEntry | undefined
  readonly circumstances: Played['circumstances']
  /** They waited for their turn, and have it on a day that begins. */
  readonly isCalled?: true
}
type Found = { readonly reason: Reason | null; readonly freeAt?: number | undefined }

/**
 * What limits, groups and policies allow, worked out anew for every decision from the plain list of what was decided, used
 * and given back before: no sums, no windows kept. Names everything that a play did otherwise.
 */
export class LimitsByHand {
  readonly flaws: string[] = []
  readonly seen = new Map<string, number>()
  readonly #shop: AnyShop
  readonly #rules: readonly { readonly any: AnyRule; readonly prepared: RunnableRule }[]
  readonly #codes: Play['codes']
  readonly #given: Given[] = []
  readonly #said: { readonly rule: AnyRule; readonly customerId: string; readonly at: number }[] = []
  readonly #waiting = new Map<string, { readonly since: number; readonly dueAt: number }>()
  readonly #past: Entry[] = []

  constructor(shop: AnyShop, rules: readonly RunnableRule[], { codes }: Pick<Play, 'codes'>) {
    this.#shop = shop
    this.#codes = codes
    this.#rules = [...rules].sort(compareRules).flatMap((prepared) => {
      const any = shop.rules.find(({ document }) => document.name === prepared.id)
      return any === undefined ? [] : [{ any, prepared }]
    })
  }

  follow(played: Played): void {
    const { entry } = played
    this.#past.push(entry)
    this.#redeem(entry)
    this.#takeBack(played)
    if (entry.kind === 'tick') this.#followDay(played)
    else this.#followEntry(played)
  }

  // Occasions

  #followEntry({ entry, circumstances, matched, decisions }: Played): void {
    const order = this.#orderOf(entry)
    const met = matched.map(({ rule, customerId }) => ({
      rule: this.#named(rule.id),
      customerId,
      entry,
      order,
      circumstances,
    }))
    if (met.length !== decisions.length) this.#flaw(entry, `${met.length} rules were met, ${decisions.length} told`)
    this.#judge(met, decisions, () => false)
  }

  #followDay({ entry, circumstances, matched, decisions }: Played): void {
    const met = matched.map(({ rule, customerId }) => ({
      rule: this.#named(rule.id),
      customerId,
      entry,
      order: undefined,
      circumstances,
    }))
    const isOfToday = (decision: Decision) =>
      met.some(({ rule, customerId }) => nameOf(rule) === decision.ruleId && customerId === decision.customerId)
    const today = decisions.filter(isOfToday)
    const called = decisions.filter((decision) => !isOfToday(decision))
    const drawn = this.#drawn(met, decisions)
    const told: [Decision, AnyRule][] = []
    for (const customerId of inTurn(drawn)) {
      const mine = drawn.filter((each) => each.customerId === customerId)
      const own = today.filter((decision) => decision.customerId === customerId)
      this.#judge(mine, own, (each, found) => this.#isSilent(each, found))
      for (const decision of own)
        if (decision.verdict === 'withheld') told.push([decision, this.#named(decision.ruleId)])
    }
    for (const [{ customerId }, rule] of told) {
      if (rule.document.trigger === 'every.day' && customerId !== null)
        this.#said.push({ rule, customerId, at: entry.at })
    }
    for (const decision of called.sort((left, right) => compareIds(left.customerId ?? '', right.customerId ?? ''))) {
      const rule = this.#named(decision.ruleId)
      const { customerId, orderId } = decision
      const turn = this.#waiting.get(`${nameOf(rule)} ${customerId}`)
      if (turn === undefined || turn.dueAt > entry.at)
        this.#flaw(entry, `${customerId} was called up before their turn`)
      if (decision.reason === 'attention_spent') this.#flaw(entry, 'somebody who must go on waiting was told of again')
      const order = this.#past.find((each): each is OrderEntry => each.kind === 'order' && each.id === orderId)
      this.#judge([{ rule, customerId, entry, order, circumstances, isCalled: true }], [decision], () => false)
      this.#waiting.delete(`${nameOf(rule)} ${customerId}`)
    }
  }

  /** Without those who met a rule that draws lots and were not drawn; the draw itself is done again. */
  #drawn(met: readonly Met[], decisions: readonly Decision[]): readonly Met[] {
    const isLeftOut = (each: Met): boolean => {
      const { draw } = each.rule.document.limits ?? {}
      return (
        draw !== undefined &&
        !decisions.some(
          ({ lot, ruleId, customerId }) => lot && ruleId === nameOf(each.rule) && customerId === each.customerId,
        ) &&
        !this.#winners(each.rule, draw, met).includes(each.customerId)
      )
    }
    for (const { rule, customerId, entry } of met) {
      const { draw } = rule.document.limits ?? {}
      const decision = decisions.find((each) => each.ruleId === nameOf(rule) && each.customerId === customerId)
      if (draw === undefined || decision === undefined) continue
      if (!this.#winners(rule, draw, met).includes(customerId)) this.#flaw(entry, `${customerId} was not to be drawn`)
    }
    return met.filter((each) => !isLeftOut(each))
  }

  #winners(
    rule: AnyRule,
    { times, per }: NonNullable<Limits['draw']>,
    met: readonly Met[],
  ): readonly (string | null)[] {
    const pot = met.filter((each) => {
      if (each.rule !== rule) return false
      const reason = this.#alone(each).reason ?? this.#overCeiling(each) ?? this.#attention(each).reason
      const isSaid = () => !this.#isWithin(rule, this.#momentsSaid(rule, each.customerId), each.entry.at)
      return reason === null || (reason === 'shadow' && !isSaid())
    })
    const [day] = met.map(({ entry }) => entry.id)
    if (day === undefined) return []
    const { first, dayOf, days } = drawPeriod(day, per)
    const open = Math.ceil((times * dayOf) / days)
    const isOfPeriod = (at: number) => dayIn(at, this.#shop.timeZone) >= first
    const taken =
      this.#standing().filter((given) => given.rule === rule && isOfPeriod(given.at)).length +
      this.#said.filter((said) => said.rule === rule && isOfPeriod(said.at)).length
    const lot = (customerId: string | null) =>
      createHash('sha256')
        .update(`${nameOf(rule)} ${first} ${customerId}`)
        .digest('hex')
    return pot
      .map(({ customerId }) => customerId)
      .sort((left, right) => (lot(left) < lot(right) ? -1 : 1))
      .slice(0, Math.max(0, open - taken))
  }

  /** Only a rule that asks every day is silent: about whom it gave to, and about whom it told of already. */
  #isSilent({ rule, customerId, entry }: Met, { reason }: Found): boolean {
    if (rule.document.trigger !== 'every.day' || reason === null) return false
    const { perCustomer, coolDownDays } = rule.document.limits ?? {}
    if (reason === 'cooling_down') return true
    if (reason === 'capped' && perCustomer && this.#isCapped(rule, customerId, entry.at)) return true
    const moments = this.#momentsSaid(rule, customerId)
    return (perCustomer !== undefined || coolDownDays !== undefined) && !this.#isWithin(rule, moments, entry.at)
  }

  // Verdicts

  /** In the rules' order: `met` is. */
  #judge(
    met: readonly Met[],
    decisions: readonly Decision[],
    maySayNothing: (met: Met, found: Found) => boolean,
  ): void {
    const sorted = this.#rules.flatMap(({ any }) => met.filter(({ rule }) => rule === any))
    const before = new Map(
      sorted.map((each): [Met, Found] => {
        const alone = this.#alone(each)
        return [each, alone.reason === null ? { reason: this.#overCeiling(each) } : alone]
      }),
    )
    const left = sorted.filter(
      (each) => before.get(each)?.reason === null && each.rule.document.exclusive !== undefined,
    )
    for (const each of sorted) {
      const { exclusive } = each.rule.document
      const rivals = left.filter(
        ({ rule }) =>
          rule.document.exclusive?.group === exclusive?.group && rule.document.exclusive?.pick === exclusive?.pick,
      )
      let found = before.get(each) ?? { reason: null }
      if (found.reason === null && exclusive && this.#pick(rivals) !== each) found = { reason: 'outranked' }
      if (found.reason === null) found = { reason: this.#overCeiling(each) }
      if (found.reason === null) found = this.#attention(each)
      this.#compare(each, found, decisions, maySayNothing)
    }
  }

  #pick(rivals: readonly Met[]): Met | undefined {
    if (rivals[0]?.rule.document.exclusive?.pick === 'first') return rivals[0]
    const most = Math.max(...rivals.map((each) => this.#costOf(each)))
    return rivals.find((each) => this.#costOf(each) === most)
  }

  #compare(
    met: Met,
    found: Found,
    decisions: readonly Decision[],
    maySayNothing: (met: Met, found: Found) => boolean,
  ): void {
    const { rule, customerId, entry, order, isCalled } = met
    const mine = decisions.filter((each) => each.ruleId === nameOf(rule) && each.customerId === customerId)
    const [decision] = mine
    const who = `${nameOf(rule)} to ${customerId}`
    const verdict = found.reason ?? 'granted'
    if (mine.length > 1) this.#flaw(entry, `${who} was told ${mine.length} times`)
    if (decision === undefined) {
      if (!maySayNothing(met, found)) this.#flaw(entry, `${who} was not told of, and is ${verdict}`)
      return
    }
    this.seen.set(verdict, (this.seen.get(verdict) ?? 0) + 1)
    const told = decision.reason ?? decision.verdict
    if (maySayNothing(met, found)) this.#flaw(entry, `${who} was told of again: ${told}`)
    if (told !== verdict) this.#flaw(entry, `${who} is ${verdict}, and was told ${told}`)
    if (decision.freeAt !== found.freeAt) {
      this.#flaw(entry, `${who} may run at ${found.freeAt}, and was told ${decision.freeAt}: ${told}`)
    }
    if (!this.#isWithinDates(rule, entry.at) || (!isCalled && !this.#isWithinHours(rule, entry.at)))
      this.#flaw(entry, `${who} lies outside of its schedule`)
    if (decision.verdict === 'granted') this.#give(met, order)
    const name = `${nameOf(rule)} ${customerId}`
    if (decision.reason === 'attention_spent' && rule.document.limits?.whenHeardEnough === 'wait' && found.freeAt)
      this.#waiting.set(name, { since: this.#waiting.get(name)?.since ?? entry.at, dueAt: found.freeAt })
  }

  #alone(met: Met): Found {
    const { rule, customerId, entry, order, circumstances } = met
    const { document } = rule
    const { limits = {} } = document
    const { at } = entry
    const { budget, perCustomer, coolDownDays } = limits
    const customer = customerId === null ? undefined : this.#customer(customerId)
    const asks = (fact: string) => JSON.stringify(document.conditions).includes(fact)
    const channel = document.actions.find(({ type }) => type === 'customer.notify')?.params
    const hash = (purpose: string) =>
      (Number.parseInt(
        createHash('sha256').update(`${purpose} ${document.name} ${customerId}`).digest('hex').slice(0, 13),
        16,
      ) /
        2 ** 52) *
      100
    const needsCustomer =
      document.limits !== undefined ||
      document.crossing !== undefined ||
      document.actions.some(({ type }) => type !== 'order.addNote')

    const is = (reason: Reason, condition: unknown): Found | undefined => (condition ? { reason } : undefined)
    const { staffTag, leaveOutBusiness, contacts } = this.#shop.policies
    const overBudget = (): Found | undefined => {
      const [cost, limit] = [this.#costOf(met), minor(budget?.amount ?? 0)]
      if (budget === undefined || cost === 0 || this.#spent(rule, at) + cost <= limit) return undefined
      const freeAt = budget.per && cost <= limit ? this.#nextPeriod(budget.per, at) : undefined
      return { reason: 'over_budget', freeAt }
    }
    return (
      is('too_old', circumstances.triggeredAt - at > 2 * DAY_MS) ??
      is('no_customer', customerId === null && needsCustomer) ??
      is('stopped', circumstances.isStopped) ??
      is('left_out', staffTag !== '' && customer?.tags.has(staffTag)) ??
      is('left_out', leaveOutBusiness && !asks('customer.isBusiness') && (order?.isBusiness || customer?.isBusiness)) ??
      is('left_out', order?.isRenewal && !asks('order.isRenewal')) ??
      is('shadow', rule.state === 'shadow') ??
      is('outside_share', rule.state === 'live' && hash('share') >= rule.share) ??
      is('never_contact', isContact(rule) && customerId !== null && this.#shop.neverContact.has(customerId)) ??
      is(
        'no_consent',
        channel &&
          customer &&
          !(channel.channel === 'sms' ? customer.sms : customer.email) &&
          (customer.isKnown || contacts.unknownConsent === 'keep'),
      ) ??
      is('held_out', hash('compare') < (limits.holdOutPercent ?? 0)) ??
      (coolDownDays !== undefined && within(coolDownDays, at, this.#moments(rule, customerId)).length > 0
        ? { reason: 'cooling_down' as const, freeAt: this.#freeAt(rule, customerId, at) }
        : undefined) ??
      (perCustomer && this.#isCapped(rule, customerId, at)
        ? { reason: 'capped' as const, freeAt: this.#freeAt(rule, customerId, at) }
        : undefined) ??
      is(
        'capped',
        limits.total && this.#standing().filter((each) => each.rule === rule).length >= limits.total.times,
      ) ??
      overBudget() ?? { reason: null }
    )
  }

  #overCeiling({ rule, customerId, entry, order }: Met): Reason | null {
    const given = offersOf(rule)
    const held = this.#standing()
      .filter((each) => each.customerId === customerId && each.state === 'reserved')
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > entry.at)
      .flatMap((each) => offersOf(each.rule))
    if (given.length === 0 || held.length === 0) return null
    const usual = this.#usual(customerId, entry, order)
    let together = 0
    for (const offer of [...held, ...given])
      together += offer.percent ?? (usual === 0 ? 0 : (minor(offer.amount ?? 0) / usual) * 100)
    return together > this.#shop.policies.discountCeilingPercent ? 'over_ceiling' : null
  }

  #attention({ rule, customerId, entry: { at } }: Met): Found {
    const { times, days, daysApart } = this.#shop.policies.contacts
    const moments = this.#standing()
      .filter((given) => given.customerId === customerId && isContact(given.rule))
      .map((given) => given.at)
    const isRefused = (when: number) =>
      within(days, when, moments).length >= times || within(daysApart, when, moments).length > 0
    if (!isContact(rule) || customerId === null || !isRefused(at)) return { reason: null }
    const ends = moments.flatMap((moment) => [moment + days * DAY_MS, moment + daysApart * DAY_MS])
    const freeAt = ends.sort((left, right) => left - right).find((when) => when >= at && !isRefused(when))
    return { reason: 'attention_spent', ...(times > 0 && { freeAt }) }
  }

  // What was given

  #give({ rule, customerId, entry, order }: Met, own: OrderEntry | undefined): void {
    if (customerId === null) return
    const usual = this.#usual(customerId, entry, order)
    const ends = rule.document.actions.flatMap(({ type, params }) =>
      type === 'discount.code' && params.expiresInDays ? [entry.at + Number(params.expiresInDays) * DAY_MS] : [],
    )
    this.#given.push({
      rule,
      entry,
      customerId,
      orderId: own?.id ?? null,
      at: entry.at,
      code: codeCost(rule, usual),
      beside: taskCost(rule),
      expiresAt: ends[0] ?? null,
      state: 'reserved',
      usedBy: null,
    })
  }

  #redeem(entry: Entry): void {
    const unpaid = entry.kind === 'cancellation' ? entry.id : this.#refundedInFull(entry)
    for (const given of this.#given) if (unpaid !== undefined && given.usedBy === unpaid) given.code = 0
    if (entry.kind !== 'order') return
    for (const text of entry.discountCodes) {
      const name = this.#codes.get(text.toUpperCase())
      const given = this.#given.find((each) => grantNameOf(each) === name)
      if (given === undefined || given.usedBy !== null || given.customerId !== entry.customerId) continue
      given.code = entry.discountTotal ?? given.code
      given.state = 'booked'
      given.usedBy = entry.id
    }
  }

  /** The order that this refund is the last of, if nothing is left of it. */
  #refundedInFull(entry: Entry): string | undefined {
    if (entry.kind !== 'refund') return undefined
    const { orderId } = entry
    const order = this.#past.find((each) => each.kind === 'order' && each.id === orderId)
    const refunds = [...this.#past, entry].filter((each) => each.kind === 'refund' && each.orderId === orderId)
    const sum = [...new Set(refunds)].reduce((total, each) => total + (each.kind === 'refund' ? each.amount : 0), 0)
    return order?.kind === 'order' && sum >= order.total ? orderId : undefined
  }

  #takeBack({ entry, undone }: Played): void {
    for (const { grant } of undone) {
      const given = this.#given.find((each) => grantNameOf(each) === grant.name)
      const orderId = entry.kind === 'refund' ? entry.orderId : entry.id
      if (given === undefined || given.orderId !== orderId)
        this.#flaw(entry, `${grant.name} was not given on its order`)
      else if (!grant.isHeld && given.usedBy === null) given.state = 'released'
    }
  }

  #standing(): readonly Given[] {
    return this.#given.filter(({ state }) => state !== 'released')
  }

  standingOf(ruleId: string): number {
    return this.#standing().filter(({ rule }) => nameOf(rule) === ruleId).length
  }

  spentOf(ruleId: string, at: number): number {
    return this.#spent(this.#named(ruleId), at)
  }

  #spent(rule: AnyRule, at: number): number {
    const per = rule.document.limits?.budget?.per
    const period = periodOf(per, at, this.#shop.timeZone)
    return this.#standing()
      .filter((given) => given.rule === rule && periodOf(per, given.at, this.#shop.timeZone) === period)
      .map(({ state, code, beside, expiresAt }) => {
        const isLapsed = state === 'reserved' && expiresAt !== null && expiresAt <= at
        return isLapsed ? beside : code + beside
      })
      .reduce((sum, amount) => sum + amount, 0)
  }

  #moments(rule: AnyRule, customerId: string | null): readonly number[] {
    return this.#standing()
      .filter((given) => given.rule === rule && given.customerId === customerId)
      .map(({ at }) => at)
  }

  #momentsSaid(rule: AnyRule, customerId: string | null): readonly number[] {
    return this.#said.filter((said) => said.rule === rule && said.customerId === customerId).map(({ at }) => at)
  }

  #isCapped(rule: AnyRule, customerId: string | null, at: number): boolean {
    const { times, days } = rule.document.limits?.perCustomer ?? { times: Number.POSITIVE_INFINITY, days: 1 }
    return within(days, at, this.#moments(rule, customerId)).length >= times
  }

  #isWithin({ document: { limits = {} } }: AnyRule, moments: readonly number[], at: number): boolean {
    const { perCustomer, coolDownDays } = limits
    return (
      (coolDownDays === undefined || within(coolDownDays, at, moments).length === 0) &&
      (perCustomer === undefined || within(perCustomer.days, at, moments).length < perCustomer.times)
    )
  }

  /** The first moment at which neither limit on one customer stands in the way. */
  #freeAt(rule: AnyRule, customerId: string | null, at: number): number | undefined {
    const { perCustomer, coolDownDays } = rule.document.limits ?? {}
    const moments = this.#moments(rule, customerId)
    return moments
      .flatMap((moment) => [moment + (perCustomer?.days ?? 0) * DAY_MS, moment + (coolDownDays ?? 0) * DAY_MS])
      .sort((left, right) => left - right)
      .find((when) => when >= at && this.#isWithin(rule, moments, when))
  }

  #nextPeriod(per: NonNullable<NonNullable<Limits['budget']>['per']>, at: number): number {
    const { timeZone } = this.#shop
    const now = periodOf(per, at, timeZone)
    // Six o'clock on the first day of the next one, searched by the hour.
    let when = Math.ceil(at / HOUR_MS) * HOUR_MS
    while (periodOf(per, when, timeZone) === now || !clockIn(when, timeZone).startsWith('06:00')) when += HOUR_MS
    return when
  }

  // What is known of customers, orders and rules

  #customer(customerId: string) {
    const tags = new Set<string>()
    let [email, sms, isKnown] = [false, false, false]
    for (const entry of this.#past) {
      if (entry.kind !== 'customer' || entry.customerId !== customerId) continue
      for (const tag of entry.removeTags) tags.delete(tag)
      for (const tag of entry.addTags) tags.add(tag)
      email = entry.emailConsent ?? email
      sms = entry.smsConsent ?? sms
      isKnown ||= entry.emailConsent !== undefined || entry.smsConsent !== undefined
    }
    const isCancelled = (id: string) => this.#past.some((entry) => entry.kind === 'cancellation' && entry.id === id)
    const isBusiness = this.#past.some(
      (entry) =>
        entry.kind === 'order' &&
        entry.customerId === customerId &&
        entry.isBusiness &&
        entry.counts &&
        !isCancelled(entry.id),
    )
    return { tags, email, sms, isKnown, isBusiness }
  }

  #usual(customerId: string | null, entry: Entry, order: OrderEntry | undefined): number {
    if (customerId === null) return order?.total ?? 0
    const { orders, net } = worthOf(this.#past, customerId, keyOf(entry))
    const average = orders.length === 0 ? order?.total : rounded(net / orders.length)
    return Math.max(0, average ?? 0)
  }

  #costOf({ rule, customerId, entry, order }: Met): number {
    return codeCost(rule, this.#usual(customerId, entry, order)) + taskCost(rule)
  }

  #orderOf(entry: Entry): OrderEntry | undefined {
    const id = entry.kind === 'refund' ? entry.orderId : entry.id
    if (!['order', 'payment', 'cancellation', 'refund'].includes(entry.kind)) return undefined
    return this.#past.find((each): each is OrderEntry => each.kind === 'order' && each.id === id)
  }

  #isWithinDates({ document: { schedule } }: AnyRule, at: number): boolean {
    return (
      (!schedule?.startsAt || at >= Date.parse(schedule.startsAt)) &&
      (!schedule?.endsAt || at < Date.parse(schedule.endsAt))
    )
  }

  #isWithinHours({ document: { schedule } }: AnyRule, at: number): boolean {
    if (!schedule?.hours) return true
    const { from, to, days = WEEKDAYS } = schedule.hours
    const [day, time] = [dayIn(at, this.#shop.timeZone), clockIn(at, this.#shop.timeZone).slice(0, 5)]
    const isOvernight = from > to
    const opened = Date.parse(day) - (isOvernight && time < to ? DAY_MS : 0)
    const weekday = WEEKDAYS[(new Date(opened).getUTCDay() + 6) % 7]
    const isOpen = isOvernight ? time >= from || time < to : time >= from && time < to
    return isOpen && days.some((each) => each === weekday)
  }

  #named(ruleId: string): AnyRule {
    const rule = this.#shop.rules.find((each) => nameOf(each) === ruleId)
    if (rule === undefined) throw new Error(`${ruleId} is no rule of this shop`)
    return rule
  }

  #flaw(entry: Entry, what: string): void {
    this.flaws.push(`${new Date(entry.at).toISOString()} ${entry.kind} ${entry.id}: ${what}`)
  }
}

const nameOf = ({ document }: AnyRule): string => document.name
const grantNameOf = ({ rule, entry, customerId }: Given): string =>
  `${nameOf(rule)} ${entry.kind} ${entry.id} ${customerId}`
const inTurn = (met: readonly Met[]): string[] =>
  [...new Set(met.flatMap(({ customerId }) => customerId ?? []))].sort(compareIds)

const minor = (amount: number | string): number => Math.round(Number(amount) * 100)
const rounded = (amount: number): number => Math.sign(amount) * Math.round(Math.abs(amount))
const within = (days: number, at: number, moments: readonly number[]): readonly number[] =>
  moments.filter((moment) => at - moment < days * DAY_MS)

const codesOf = ({ document }: AnyRule): readonly Action[] =>
  document.actions.filter(({ type }) => type === 'discount.code')
const codeCost = (rule: AnyRule, usual: number): number =>
  codesOf(rule)
    .map(({ params: { percent, amount } }) =>
      percent === undefined ? minor(String(amount)) : rounded((usual * Number(percent)) / 100),
    )
    .reduce((sum, cost) => sum + cost, 0)
const taskCost = ({ document }: AnyRule): number =>
  document.actions
    .filter(({ type }) => type === 'task.create')
    .reduce((sum, { params }) => sum + minor(String(params.cost ?? 0)), 0)
const offersOf = (rule: AnyRule): readonly { percent?: number; amount?: string }[] =>
  codesOf(rule).flatMap(({ params }) =>
    Array.isArray(params.combinesWith) && params.combinesWith.includes('orders') ? [params] : [],
  )
const isContact = ({ document: { actions, trigger } }: AnyRule): boolean =>
  actions.some(
    ({ type, params: { kind } }) =>
      type === 'customer.notify' ||
      (type === 'task.create' &&
        (kind === 'phone_call' ||
          (kind === 'personal_note' && trigger !== 'order.created' && trigger !== 'order.paid'))),
  )

// Calendars

const HOUR_MS = 3_600_000
const formats = new Map<string, Intl.DateTimeFormat>()
const texts = new Map<string, string>()
const local = (at: number, timeZone: string): string => {
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  const known = texts.get(`${at} ${timeZone}`) ?? format.format(at)
  texts.set(`${at} ${timeZone}`, known)
  return known
}
const dayIn = (at: number, timeZone: string): string => local(at, timeZone).slice(0, 10)
const clockIn = (at: number, timeZone: string): string => local(at, timeZone).slice(11)

const mondayOf = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`)
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1)
  return date.toISOString().slice(0, 10)
}
const periodOf = (per: string | undefined, at: number, timeZone: string): string => {
  const day = dayIn(at, timeZone)
  if (per === undefined) return ''
  return per === 'day' ? day : per === 'week' ? mondayOf(day) : day.slice(0, per === 'month' ? 7 : 4)
}
const drawPeriod = (day: string, per: string): { first: string; dayOf: number; days: number } => {
  const first = per === 'day' ? day : per === 'week' ? mondayOf(day) : `${day.slice(0, 7)}-01`
  const dayOf = (Date.parse(day) - Date.parse(first)) / DAY_MS + 1
  const next = new Date(`${first}T00:00:00Z`)
  next.setUTCMonth(next.getUTCMonth() + 1)
  return { first, dayOf, days: per === 'day' ? 1 : per === 'week' ? 7 : (next.getTime() - Date.parse(first)) / DAY_MS }
}
