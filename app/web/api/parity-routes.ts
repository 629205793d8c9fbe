import { type Request, Router } from 'express'
import { type ApiCompanionAction, companionChange, parityAnswer } from '../../contracts/parity.ts'
import type { ReportedOffer } from '../../engine/shop-parity.ts'
import { AppError } from '../../errors.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import { isAsked } from '../../rules/rule-states.ts'
import type { RuleDocument, RuleState } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleRow } from '../../store/rules.ts'
import { acceptRule } from './accept-rule.ts'
import { callerOf, param, parse, personOf } from './caller.ts'
import { changedRule } from './changed-rule.ts'
import { readableParity } from './parity-report.ts'
import { refuseLive } from './refuse-live.ts'

type ParityRouteOptions = {
  readonly store: AppStore
  readonly mailTool: MailTool
  readonly onParity: (shop: string) => Promise<void>
  readonly onCheckout: (shop: string) => Promise<void>
}

/** The gap: what the guard found of the shop's offers, what people say of them, and the rules that close it. */
export const parityRoutes = ({ store, mailTool, onParity, onCheckout }: ParityRouteOptions): Router => {
  const show = async (request: Request) => {
    const { shop } = callerOf(request)
    const row = await store.parity.find(shop.id)
    const people = row?.report?.offers.flatMap(({ people }) => people) ?? []
    return readableParity({
      row,
      said: await store.parity.offers(shop.id),
      rules: await store.rules.list(shop.id),
      names: await store.people.customers(shop.id, [...new Set(people)]),
      currency: shop.currency,
    })
  }
  const lookAgain = async (shop: string, anew = false): Promise<void> => {
    await store.parity.ask(shop, { anew })
    await onParity(shop)
  }
  const offerOf = async (request: Request): Promise<ReportedOffer> => {
    const id = param(request, 'id')
    const report = (await store.parity.find(callerOf(request).shop.id))?.report
    const offer = report?.offers.find((each) => each.id === id)
    if (offer === undefined) throw new AppError('not_found', `There is no offer ${id} among those of this shop`)
    return offer
  }

  return Router()
    .get('/parity', async (request, response) => {
      response.json(await show(request))
    })
    .post('/parity/refresh', async (request, response) => {
      const { shop } = callerOf(request)
      if (shop.history.state !== 'done')
        throw new AppError('conflict', 'Your past orders are still being read: your offers are looked at after that')
      await lookAgain(shop.id, true)
      response.json(await show(request))
    })
    .post('/parity/offers/:id/answer', async (request, response) => {
      const { newcomersOnly } = parse(parityAnswer, request.body)
      const { shop } = callerOf(request)
      const offer = await offerOf(request)
      if (offer.method !== 'code' || offer.segment !== null)
        throw new AppError('request.invalid', `“${offer.title}” says by its own terms who gets it`)
      await store.parity.answer(shop.id, offer, newcomersOnly, await personOf(request, store))
      await lookAgain(shop.id)
      response.json(await show(request))
    })
    .post('/parity/offers/:id/companion', async (request, response) => {
      const { action } = parse(companionChange, request.body)
      const { shop } = callerOf(request)
      const by = await personOf(request, store)
      const id = param(request, 'id')
      // Two people at once must not make two rules.
      await store.withLock(`companion ${shop.id} ${id}`, async () => {
        const rule = await companionIn(store, shop.id, id)
        if (rule === undefined) await make(await offerOf(request), action)
        else await change(rule, action)
      })
      await onCheckout(shop.id)
      await lookAgain(shop.id)
      response.json(await show(request))

      async function make(offer: ReportedOffer, action: ApiCompanionAction): Promise<void> {
        if (action !== 'watch' && action !== 'live')
          throw new AppError('conflict', `No rule was made for “${offer.title}” yet`)
        const document = await acceptRule(documentFor(offer), shop.currency)
        if (action === 'live') await refuseLive(shop, document, { store, mailTool })
        const made = await store.rules.create(shop.id, document, by, { state: STATE[action] })
        await store.parity.link(shop.id, offer, { id: made.id, version: made.version, document })
      }
      async function change(rule: RuleRow, action: ApiCompanionAction): Promise<void> {
        const { state, runs, share, version } = rule
        if (action === 'in_step') return bringInStep(rule, await offerOf(request))
        const to = STATE[action]
        if (action === 'live')
          await refuseLive(shop, rule.running ?? rule.document, { store, mailTool, ruleId: rule.id })
        const runsThen = isAsked(to) ? { version: runs ?? version } : {}
        const whole = to === 'live' ? { share: 100 } : {}
        if (state === to && (to !== 'live' || share === 100)) return
        const changed = await store.rules.setState(shop.id, rule.id, { state: to, ...runsThen, ...whole }, rule, by)
        if (!changed.changed && changed.why === 'closed')
          throw new AppError('rule.closed', `“${rule.name}” cannot be changed like that from here: open the rule`)
        changedRule(changed, rule.id)
      }
      async function bringInStep(rule: RuleRow, offer: ReportedOffer): Promise<void> {
        const document = await acceptRule(documentFor(offer), shop.currency)
        if (rule.state === 'live') await refuseLive(shop, document, { store, mailTool, ruleId: rule.id })
        const saved = changedRule(await store.rules.save(shop.id, rule.id, document, rule.version, by), rule.id)
        if (isAsked(rule.state))
          changedRule(
            await store.rules.setState(shop.id, rule.id, { state: rule.state, version: saved.version }, saved, by),
            rule.id,
          )
        await store.parity.followed(shop.id, offer.id, saved.version, document)
      }
    })
}

const STATE = { watch: 'shadow', live: 'live', pause: 'paused' } as const satisfies Record<
  Exclude<ApiCompanionAction, 'in_step'>,
  RuleState
>

/** One that is in the archive is done with: the next click makes another. */
const companionIn = async (
  { parity, rules }: Pick<AppStore, 'parity' | 'rules'>,
  shop: string,
  offerId: string,
): Promise<RuleRow | undefined> => {
  const row = (await parity.offers(shop)).find((each) => each.offerId === offerId)
  const rule = row?.companion && (await rules.find(shop, row.companion.ruleId))
  return rule && rule.state !== 'archived' ? rule : undefined
}

const documentFor = ({ title, companion }: ReportedOffer): RuleDocument => {
  if (companion !== null) return companion
  throw new AppError(
    'offer.not_closable',
    `What “${title}” gives is nothing that a rule can give: change the offer itself under Discounts in your Shopify admin`,
  )
}
