import { Router } from 'express'
import type { ApiComparison } from '../../contracts/comparisons.ts'
import { compare, USUAL_PERCENT } from '../../engine/compare.ts'
import { Study } from '../../engine/lift.ts'
import { type PastPace, paceOf } from '../../engine/past-pace.ts'
import { AppError } from '../../errors.ts'
import {
  COMPARISON_METHOD,
  type ComparedGroup,
  type ComparedWindow,
  type Comparison,
  explainComparison,
  sayComparison,
  sayWindow,
} from '../../rules/comparison-words.ts'
import { printMoney } from '../../rules/money.ts'
import type { AppStore } from '../../store/open-store.ts'
import type { RuleRow } from '../../store/rules.ts'
import { callerOf, param } from './caller.ts'

/** What leaving some customers out has shown. */
export const comparisonRoutes = ({ store }: { store: AppStore }): Router =>
  Router().get('/rules/:id/comparison', async (request, response) => {
    const { shop } = callerOf(request)
    const id = param(request, 'id')
    const rule = await store.rules.find(shop.id, id)
    if (rule === null) throw new AppError('not_found', `There is no rule ${id} in this shop`)
    response.json(toApi(await comparisonOf(store, shop.id, rule), shop.currency))
  })

const comparisonOf = async (store: AppStore, shop: string, rule: RuleRow): Promise<Comparison> => {
  // What the ledger does not know yet has not happened: nobody may seem to have stayed away because a message waits.
  const asOf = Math.min(Date.now(), (await store.figures.lastMoment(shop)) ?? 0)
  const asked = rule.document.limits?.holdOutPercent || null
  const percent = (await store.comparisons.percentOf(shop, rule.id)) ?? asked ?? USUAL_PERCENT
  const study = await readStudy(store, shop, rule.id, percent, asOf)
  return compare(study, { percent, past: await pastOf(store, shop, rule.id, asked, asOf), asOf })
}

/** From the last try on past orders; else from what the rule did before it left anybody out. */
const pastOf = async (
  store: AppStore,
  shop: string,
  ruleId: string,
  asked: number | null,
  asOf: number,
): Promise<PastPace | null> => {
  const tried = await store.backtests.latest(shop, ruleId)
  if (tried?.result?.pace) return tried.result.pace
  // Nobody who leaves out nobody needs to know, and there may be very many.
  if (asked === null) return null
  const before = await readStudy(store, shop, ruleId, 0, asOf)
  const [first] = before.entered('given')
  return first === undefined ? null : paceOf(before, first, asOf)
}

const PAGE = 1_000

/** A page of histories at a time in memory, and other requests' turn between two of them. */
const readStudy = async (
  store: AppStore,
  shop: string,
  ruleId: string,
  percent: number,
  asOf: number,
): Promise<Study> => {
  const study = new Study(asOf)
  const entrants = await store.comparisons.entrants(shop, ruleId, percent)
  for (let from = 0; from < entrants.length; from += PAGE) {
    const page = entrants.slice(from, from + PAGE)
    const histories = await store.comparisons.histories(
      shop,
      page.map(({ customerId }) => customerId),
    )
    for (const entrant of page) study.add(entrant, histories.get(entrant.customerId))
  }
  return study
}

const toApi = (comparison: Comparison, currency: string): ApiComparison => {
  const running = 'windows' in comparison ? comparison : undefined
  return {
    state: comparison.state,
    percent: comparison.percent,
    isBegun: running?.isBegun ?? false,
    says: sayComparison(comparison),
    explains: explainComparison(comparison),
    method: COMPARISON_METHOD,
    weeksLeft: running?.weeksLeft ?? null,
    windows: (running?.windows ?? []).map((window) => windowToApi(window, currency)),
  }
}

const windowToApi = (window: ComparedWindow, currency: string): ApiComparison['windows'][number] => {
  const { days, given, leftOut, needed, weeksLeft, found } = window
  const print = (amount: number) => printMoney(Math.round(amount), currency)
  return {
    ...{ days, needed, weeksLeft, says: sayWindow(window, { currency }) },
    given: groupToApi(given, print),
    leftOut: groupToApi(leftOut, print),
    found: found && {
      rate: found.rate,
      spent: found.spent && {
        value: print(found.spent.value),
        from: print(found.spent.from),
        to: print(found.spent.to),
      },
    },
  }
}

const groupToApi = ({ spent, ...group }: ComparedGroup, print: (amount: number) => string) => ({
  ...group,
  spent: print(spent),
})
