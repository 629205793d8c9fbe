import { Router } from 'express'
import {
  type ApiRule,
  type ApiRuleCheck,
  ruleChange,
  ruleCheckRequest,
  ruleCreate,
  ruleStateChange,
} from '../../contracts/api.ts'
import { AppError } from '../../errors.ts'
import type { MailTool } from '../../notify/mail-tool.ts'
import { checkDocument } from '../../rules/check.ts'
import { sentence, summary } from '../../rules/sentence.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleChange, RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { acceptRule } from './accept-rule.ts'
import { callerOf, param, parse, personOf } from './caller.ts'
import { refuseWithoutMailTool } from './refuse-without-mail-tool.ts'
import { findingsOf } from './rule-findings.ts'

export const ruleRoutes = ({ store, mailTool }: { store: AppStore; mailTool: MailTool }): Router =>
  Router()
    .get('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      response.json({ rules: (await store.rules.list(shop.id)).map((rule) => toApi(rule, shop.currency)) })
    })
    .post('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      const document = await acceptRule(parse(ruleCreate, request.body).document, shop.currency)
      const rule = await store.rules.create(shop.id, document, await personOf(request, store))
      response.status(201).json(toApi(rule, shop.currency))
    })
    .post('/rules/check', async (request, response) => {
      const { id: shop, currency } = callerOf(request).shop
      const { document, id } = parse(ruleCheckRequest, request.body)
      const checked = checkDocument(document, vocabulary, { currency })
      const live = checked.valid ? (await store.rules.list(shop)).filter((rule) => rule.state === 'live') : []
      const body: ApiRuleCheck = checked.valid
        ? {
            valid: true,
            sentence: sentence(checked.document, vocabulary, { currency }),
            problems: [],
            findings: findingsOf(
              checked.document,
              live.filter((rule) => rule.id !== id),
              { currency },
            ),
          }
        : { valid: false, sentence: null, problems: [...checked.problems], findings: [] }
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
      const accepted = await acceptRule(document, shop.currency)
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
