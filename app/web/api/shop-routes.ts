import { Router } from 'express'
import { z } from 'zod'
import { type ApiShop, type ApiVocabulary, meChange } from '../../contracts/api.ts'
import { AppError } from '../../errors.ts'
import { sentence, summary } from '../../rules/sentence.ts'
import type { AppStore } from '../../store/open-store.ts'
import { actions } from '../../vocabulary/actions/index.ts'
import { dayIn } from '../../vocabulary/calendar.ts'
import { facts } from '../../vocabulary/facts/index.ts'
import { templates } from '../../vocabulary/templates/index.ts'
import { triggers } from '../../vocabulary/triggers/index.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { callerOf, parse } from './caller.ts'
import { stoppedOf } from './stop-routes.ts'

/** The shop, the person, and the words that rules are made of. */
export const shopRoutes = ({
  store,
  onRetry,
}: {
  store: AppStore
  onRetry: { readonly history: (shop: string) => Promise<void> }
}): Router =>
  Router()
    .get('/shop', async (request, response) => {
      const { shop, userId } = callerOf(request)
      const body: ApiShop = {
        id: shop.id,
        currency: shop.currency,
        timeZone: shop.timeZone,
        history: shop.history,
        today: dayIn(shop.timeZone, Date.now()),
        me: { id: userId, name: await store.people.nameOf(shop.id, userId) },
        stopped: stoppedOf(shop),
        stepsWaiting: await store.figures.stepsWaiting(shop.id),
      }
      response.json(body)
    })
    .post('/history/retry', async (request, response) => {
      const { id } = callerOf(request).shop
      if (!(await store.shops.readAgain(id)))
        throw new AppError('conflict', 'The past orders are being read, or are all here: there is nothing to try again')
      await onRetry.history(id)
      response.json({ state: 'waiting' })
    })
    .put('/me', async (request, response) => {
      const { shop, userId } = callerOf(request)
      const { name } = parse(meChange, request.body)
      await store.people.setName(shop.id, userId, name)
      response.json({ id: userId, name })
    })
    .get('/vocabulary', (request, response) => {
      const words = { currency: callerOf(request).shop.currency }
      const body: ApiVocabulary = {
        facts: facts.map(({ name, type, unit, label, meaning }) => ({
          name,
          type,
          label,
          meaning,
          ...(unit === undefined ? {} : { unit: writtenUnit(unit) }),
        })),
        triggers: triggers.map(({ name, label, shelves }) => ({ name, label, shelves: [...shelves] })),
        actions: actions.map(({ name, label, params }) => ({
          name,
          label,
          params: z.toJSONSchema(params, { unrepresentable: 'any' }),
        })),
        templates: templates.map(({ id, goal, document }) => ({
          id,
          goal,
          name: document.name,
          sentence: sentence(document, vocabulary, words),
          summary: summary(document, vocabulary, words),
          document,
        })),
      }
      response.json(body)
    })

/** The list of words stands beside the document, where a ratio is written as a part of one. */
const writtenUnit = (unit: string): string => (unit === 'ratio' ? '1 is 100%' : unit)
