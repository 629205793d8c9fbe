import { Router } from 'express'
import { ruleRestore, ruleStateChange } from '../../contracts/api.ts'
import { AppError } from '../../errors.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import { OPEN_WAYS } from '../../rules/rule-states.ts'
import type { RuleState } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleRow } from '../../store/rules.ts'
import { checkout } from '../../vocabulary/triggers/checkout.ts'
import { type Caller, callerOf, param, parse, personOf } from './caller.ts'
import { changedRule, noRule, noVersion } from './changed-rule.ts'
import { readableHistory, readableRule } from './readable-rule.ts'
import { refuseLive } from './refuse-live.ts'

/** What of a rule runs: watched, live, paused, archived, back to an earlier version; and what became of it until now. */
export const ruleStateRoutes = ({
  store,
  mailTool,
  onCheckout,
}: {
  store: AppStore
  mailTool: MailTool
  onCheckout: (shop: string) => Promise<void>
}): Router => {
  const held = async (shop: string, id: string): Promise<RuleRow> => {
    const rule = await store.rules.find(shop, id)
    if (rule === null) throw noRule(id)
    return rule
  }
  /** Of the version that would be live. */
  const refuse = async (shop: Caller['shop'], id: string, version: number): Promise<void> => {
    const document = await store.rules.version(shop.id, id, version)
    if (document === null) throw noVersion(id, version)
    await refuseLive(shop, document, { store, mailTool, ruleId: id })
  }

  return Router()
    .post('/rules/:id/state', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      const { state, version, share, was } = parse(ruleStateChange, request.body)
      const rule = await held(shop.id, id)
      if (state === 'live') await refuse(shop, id, version ?? rule.runs ?? rule.version)
      const to = { state, ...(version !== undefined && { version }), ...(share !== undefined && { share }) }
      const change = await store.rules.setState(shop.id, id, to, was, await personOf(request, store))
      if (!change.changed && change.why === 'closed') throw closed(rule, state)
      const changed = changedRule(change, id, version)
      if (isForCheckout(changed)) await onCheckout(shop.id)
      response.json(readableRule(changed, shop.currency))
    })
    .post('/rules/:id/restore', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      const { version, was } = parse(ruleRestore, request.body)
      const rule = await held(shop.id, id)
      if (rule.state === 'live') await refuse(shop, id, version)
      const change = await store.rules.restore(shop.id, id, version, was, await personOf(request, store))
      const changed = changedRule(change, id, version)
      if (isForCheckout(changed)) await onCheckout(shop.id)
      response.json(readableRule(changed, shop.currency))
    })
    .get('/rules/:id/history', async (request, response) => {
      const { shop } = callerOf(request)
      const { id } = await held(shop.id, param(request, 'id'))
      response.json(readableHistory(await store.rules.history(shop.id, id), shop.currency))
    })
}

/** Another version of it may be for something else. */
const isForCheckout = ({ document, running }: RuleRow): boolean =>
  [document, running].some((each) => each?.trigger === checkout.name)

const closed = ({ name, state }: RuleRow, to: RuleState): AppError =>
  new AppError(
    'rule.closed',
    `“${name}” is ${STATE[state]} and cannot ${WAY[to]} from there. It can ${OPEN_WAYS[state].map((way) => (way === state ? AGAIN : WAY[way])).join(', or ')}.`,
  )

const STATE: Readonly<Record<RuleState, string>> = {
  draft: 'a draft',
  shadow: 'only watched',
  live: 'live',
  paused: 'paused',
  archived: 'archived',
}
const WAY: Readonly<Record<RuleState, string>> = {
  draft: 'become a draft again',
  shadow: 'be watched only',
  live: 'go live',
  paused: 'be paused',
  archived: 'be archived',
}
const AGAIN = 'go on with another version or for another share of the customers'
