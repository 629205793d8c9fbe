import { Router } from 'express'
import { type ApiRule, type ApiRuleCheck, ruleChange, ruleCreate, ruleStateChange } from '../../contracts/api.ts'
import { referenceAccepts } from '../../engine/reference.ts'
import { AppError } from '../../errors.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import { checkDocument } from '../../rules/check.ts'
import { sentence, summary } from '../../rules/sentence.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleChange, RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { callerOf, param, parse, personOf } from './caller.ts'
import { refuseWithoutMailTool } from './refuse-without-mail-tool.ts'
import { RuleInvalid } from './rule-invalid.ts'

export const ruleRoutes = ({ store, mailTool }: { store: AppStore; mailTool: MailTool }): Router =>
  Router()
    .get('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      response.json({ rules: (await store.rules.list(shop.id)).map((rule) => toApi(rule, shop.currency)) })
    })
    .post('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      const document = await accept(parse(ruleCreate, request.body).document, shop.currency)
      const rule = await store.rules.create(shop.id, document, await personOf(request, store))
      response.status(201).json(toApi(rule, shop.currency))
    })
    .post('/rules/check', (request, response) => {
      const { currency } = callerOf(request).shop
      const checked = checkDocument(parse(ruleCreate, request.body).document, vocabulary, { currency })
      const body: ApiRuleCheck = checked.valid
        ? { valid: true, sentence: sentence(checked.document, vocabulary, { currency }), problems: [] }
        : { valid: false, sentence: null, problems: [...checked.problems] }
      response.json(body)
    })
    .get('/rules/:id', async (request, response) => {
      const { shop } = callerOf(request)
      const rule = await store.rules.find(shop.id, param(request, 'id'))
      if (rule === null) throw missing(param(request, 'id'))
      response.json(toApi(rule, shop.currency))
    })
    .put('/rules/:id', async (request, response) => {
      const { shop } = callerOf(request)
      const { document, version } = parse(ruleChange, request.body)
      const accepted = await accept(document, shop.currency)
      const held = await store.rules.find(shop.id, param(request, 'id'))
      if (held?.state === 'live') await refuseWithoutMailTool(shop.id, accepted, mailTool)
      const change = await store.rules.save(
        shop.id,
        param(request, 'id'),
        accepted,
        version,
        await personOf(request, store),
      )
      response.json(toApi(changed(change, param(request, 'id')), shop.currency))
    })
    .post('/rules/:id/state', async (request, response) => {
      const { shop } = callerOf(request)
      const { state, version } = parse(ruleStateChange, request.body)
      const held = state === 'live' ? await store.rules.find(shop.id, param(request, 'id')) : null
      if (held !== null) await refuseWithoutMailTool(shop.id, held.document, mailTool)
      const change = await store.rules.setState(shop.id, param(request, 'id'), state, version)
      response.json(toApi(changed(change, param(request, 'id')), shop.currency))
    })

/** A document is taken when our check finds nothing and the reference engine takes it too. */
const accept = async (document: unknown, currency: string): Promise<RuleDocument> => {
  const checked = checkDocument(document, vocabulary, { currency })
  if (!checked.valid) throw new RuleInvalid(checked.problems)
  const reference = await referenceAccepts(checked.document, vocabulary, currency)
  if (!reference.accepted)
    throw new RuleInvalid([{ path: '/conditions', message: `the reference engine refuses it: ${reference.reason}` }])
  return checked.document
}

const missing = (id: string): AppError => new AppError('not_found', `There is no rule ${id} in this shop`)

const changed = (change: RuleChange, id: string): RuleRow => {
  if (change.changed) return change.rule
  if (change.why === 'missing') throw missing(id)
  throw new AppError(
    'conflict',
    'Somebody else changed this rule since you opened it. Read it again, then repeat your change.',
  )
}

const toApi = ({ document, updatedAt, lastGrantedAt, ...rule }: RuleRow, currency: string): ApiRule => ({
  ...rule,
  document,
  trigger: document.trigger,
  sentence: sentence(document, vocabulary, { currency }),
  summary: summary(document, vocabulary, { currency }),
  lastGrantedAt: lastGrantedAt?.toISOString() ?? null,
  updatedAt: updatedAt.toISOString(),
})
