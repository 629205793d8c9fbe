import type { ApiParity, ApiParityCompanion, ApiParityOffer } from '../../contracts/parity.ts'
import { offerTermsInWords, summaryInWords } from '../../engine/parity-words.ts'
import { type ReportedOffer, type ShopParityReport, sumOf } from '../../engine/shop-parity.ts'
import { changesInWords } from '../../rules/document-changes.ts'
import { printTime } from '../../rules/iso-time.ts'
import { printMoney } from '../../rules/money.ts'
import { isSameDocument } from '../../rules/same-document.ts'
import { sentence } from '../../rules/sentence.ts'
import type { RuleDocument } from '../../rules/types.ts'
import type { ParityOfferRow, ParityRow } from '../../store/parity.ts'
import type { RuleRow } from '../../store/rules.ts'
import { vocabulary } from '../../vocabulary/vocabulary.ts'
import { fullName } from './readable.ts'

type Names = ReadonlyMap<string, { readonly firstName: string | null; readonly lastName: string | null }>

export type ParityView = {
  readonly row: ParityRow | null
  readonly said: readonly ParityOfferRow[]
  readonly rules: readonly RuleRow[]
  readonly names: Names
  readonly currency: string
}

/** What the guard found, with what people have done about it since. */
export const readableParity = ({ row, ...view }: ParityView): ApiParity => ({
  state: row === null ? 'waiting' : row.state === 'done' ? 'ready' : row.state,
  progress: { read: row?.read ?? 0, of: row?.of ?? null },
  problem: row?.problem ?? null,
  report:
    row?.report == null || row.foundAt === null
      ? null
      : {
          ...readableReport(row.report, row.isCut, view),
          foundAt: row.foundAt.toISOString(),
          lookedAt: (row.lookedAt ?? row.foundAt).toISOString(),
          isDue: row.isDue || row.state === 'reading',
          isCut: row.isCut,
        },
})

type View = Omit<ParityView, 'row'>
type Report = NonNullable<ApiParity['report']>

const readableReport = (
  report: ShopParityReport,
  isCut: boolean,
  view: View,
): Omit<Report, 'foundAt' | 'lookedAt' | 'isDue' | 'isCut'> => {
  const { currency, said } = view
  const standing = new Map(report.offers.map((offer) => [offer.id, standingOf(offer, view)]))
  const gaps = sumOf(report, ({ id }) => standing.get(id) === 'gap')
  const proposed = [...standing.values()].filter((is) => is === 'proposed').length
  const followed = new Set(
    report.offers.map(({ id }) => id).filter((id) => FOLLOWED.includes(standing.get(id) ?? 'open')),
  )
  const listed = new Set(report.offers.map(({ id }) => id))
  return {
    sentence: summaryInWords({ gaps, proposed, regulars: report.regulars }, { currency }),
    gaps: { ...gaps, cost: printMoney(gaps.cost, currency) },
    proposed,
    regulars: report.regulars,
    regularAbove: report.regularAbove,
    asOf: printTime(report.asOf),
    offers: report.offers
      .map((offer) => readableOffer(offer, standing.get(offer.id) ?? 'open', view))
      .sort(
        (left, right) =>
          ORDER.indexOf(left.is) - ORDER.indexOf(right.is) ||
          right.shutOut - left.shutOut ||
          Number(right.cost) - Number(left.cost),
      ),
    left: said.flatMap((row) => {
      // Of more offers than are read, one that is missing need not be gone.
      const isKept = followed.has(row.offerId) || (isCut && !listed.has(row.offerId))
      const companion = isKept ? null : companionOf(row, 'gone', view)
      return companion === null || companion.state === 'archived'
        ? []
        : [{ offerId: row.offerId, title: row.title, companion }]
    }),
  }
}

/** Newcomers alone get them, and so a rule of ours gives regulars the same. */
const FOLLOWED: readonly ApiParityOffer['is'][] = ['gap', 'closed']

const ORDER: readonly ApiParityOffer['is'][] = ['gap', 'proposed', 'closed', 'not_known', 'open', 'over']

/** Whether an offer is a gap, as the guard found and people have answered since. */
const standingOf = (
  { id, verdict, isProposed, isOver, companion: due }: ReportedOffer,
  { said, rules }: View,
): ApiParityOffer['is'] => {
  const row = said.find(({ offerId }) => offerId === id)
  if (isOver) return 'over'
  if (verdict === 'not known') return 'not_known'
  if (verdict !== 'newcomers only' || row?.newcomersOnly === false) return 'open'
  if (isProposed && row?.newcomersOnly !== true) return 'proposed'
  const rule = rules.find((each) => each.id === row?.companion?.ruleId)
  const gives = rule?.state === 'live' && rule.share === 100 ? rule.running : null
  return gives && due && isSameDocument(giftIn(gives), giftIn(due)) ? 'closed' : 'gap'
}

/** Without what changes nothing that anybody gets. */
const giftIn = ({
  $schema: _schema,
  priority: _priority,
  examples: _examples,
  ...gift
}: RuleDocument): RuleDocument => ({
  ...gift,
  name: '',
})

const readableOffer = (offer: ReportedOffer, is: ApiParityOffer['is'], view: View): ApiParityOffer => {
  const { currency, said, names } = view
  const row = said.find(({ offerId }) => offerId === offer.id)
  return {
    id: offer.id,
    title: offer.title,
    method: offer.method,
    codes: [...offer.codes],
    terms: offerTermsInWords(offer, currency),
    segment: offer.segment,
    endsAt: offer.endsAt === null ? null : printTime(offer.endsAt),
    is,
    why: offer.why,
    toClose: offer.toClose,
    shutOut: offer.shutOut,
    people: offer.people.map((id) => ({ id, name: fullName(names.get(id)) })),
    notKnown: offer.notKnown,
    cost: 'unpriced' in offer.worth ? null : printMoney(offer.cost, currency),
    answer:
      row?.newcomersOnly == null || row.saidBy === null || row.saidAt === null
        ? null
        : { newcomersOnly: row.newcomersOnly, by: row.saidBy, at: row.saidAt.toISOString() },
    companion: row ? companionOf(row, offer.companion, view) : null,
    closing: offer.companion && {
      name: offer.companion.name,
      sentence: sentence(offer.companion, vocabulary, { currency }),
      document: offer.companion,
    },
  }
}

const NOTHING_A_RULE_GIVES = 'What the offer gives now is nothing that a rule can give'

/** `due` is what it would be if it were made now; null where no rule can give what the offer gives now. */
const companionOf = (
  { companion }: ParityOfferRow,
  due: RuleDocument | 'gone' | null,
  { rules, currency }: View,
): ApiParityCompanion | null => {
  const rule = rules.find(({ id }) => id === companion?.ruleId)
  if (companion === null || rule === undefined) return null
  const { id: ruleId, name, state, share, version, running, document } = rule
  const follows = due === 'gone' ? 'offer_gone' : version === companion.version ? 'offer' : 'edited'
  const held = running ?? document
  return {
    ruleId,
    name,
    state,
    share,
    follows,
    differences:
      due === null || due === 'gone' || isSameDocument(held, due)
        ? []
        : [...changesInWords(held, due, vocabulary, { currency })],
    problem: due === null ? NOTHING_A_RULE_GIVES : companion.problem,
  }
}
