import { Router } from 'express'
import { type ApiRuleCheck, ruleChange, ruleCheckRequest, ruleCreate } from '../../contracts/api.ts'
import { checkDocument } from '../../rules/check.ts'
import { sentence } from '../../rules/sentence.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { acceptRule } from './accept-rule.ts'
import { callerOf, param, parse, personOf } from './caller.ts'
import { changedRule, noRule } from './changed-rule.ts'
import { checkoutFindings } from './checkout-findings.ts'
import { missingOffers } from './kept-offers.ts'
import { readableRule } from './readable-rule.ts'
import { refuseTooLarge } from './refuse-at-checkout.ts'
import { findingsOf } from './rule-findings.ts'

/** What rules say: read, written, checked. Nothing here changes what runs. */
export const ruleRoutes = ({ store }: { store: AppStore }): Router =>
  Router()
    .get('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      response.json({ rules: (await store.rules.list(shop.id)).map((rule) => readableRule(rule, shop.currency)) })
    })
    .post('/rules', async (request, response) => {
      const { shop } = callerOf(request)
      const document = await acceptRule(parse(ruleCreate, request.body).document, shop.currency)
      await refuseTooLarge(shop, document, undefined, store)
      const rule = await store.rules.create(shop.id, document, await personOf(request, store))
      response.status(201).json(readableRule(rule, shop.currency))
    })
    .post('/rules/check', async (request, response) => {
      const { id: shop, currency } = callerOf(request).shop
      const { document, id } = parse(ruleCheckRequest, request.body)
      const checked = checkDocument(document, vocabulary, { currency })
      const rules = checked.valid ? await store.rules.list(shop) : []
      const live = rules.flatMap(liveOf)
      const body: ApiRuleCheck = checked.valid
        ? {
            valid: true,
            sentence: sentence(checked.document, vocabulary, { currency }),
            problems: [],
            findings: [
              ...findingsOf(
                checked.document,
                live.filter((rule) => rule.id !== id),
                { currency },
                await store.policies.find(shop),
              ),
              ...missingOffers(checked.document, rules),
              ...checkoutFindings(checked.document),
            ],
          }
        : { valid: false, sentence: null, problems: [...checked.problems], findings: [] }
      response.json(body)
    })
    .get('/rules/:id', async (request, response) => {
      const { shop } = callerOf(request)
      const rule = await store.rules.find(shop.id, param(request, 'id'))
      if (rule === null) throw noRule(param(request, 'id'))
      response.json(readableRule(rule, shop.currency))
    })
    .put('/rules/:id', async (request, response) => {
      const { shop } = callerOf(request)
      const id = param(request, 'id')
      const { document, version } = parse(ruleChange, request.body)
      const accepted = await acceptRule(document, shop.currency)
      await refuseTooLarge(shop, accepted, id, store)
      const change = await store.rules.save(shop.id, id, accepted, version, await personOf(request, store))
      response.json(readableRule(changedRule(change, id), shop.currency))
    })

const liveOf = ({ id, name, state, running }: RuleRow) =>
  state === 'live' && running !== null ? [{ id, name, document: running }] : []
