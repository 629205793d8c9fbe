import fc from 'fast-check'
import { operandType } from '../../app/rules/normalise.ts'
import { operators } from '../../app/rules/operators.ts'
import {
  BUDGET_PERIODS,
  type Condition,
  type Crossing,
  type FactOperand,
  type FactSpec,
  type FactType,
  type FactValue,
  type Group,
  type Hours,
  type Leaf,
  type Limits,
  MOMENT,
  OPERATORS,
  type Operand,
  PICKS,
  type RuleDocument,
  type Scalar,
  type Schedule,
  WEEKDAYS,
} from '../../app/rules/types.ts'
import { ruleWith, vocabulary } from './vocabulary.ts'

/** Random rules that pass the check, and random facts. Few different values, so that rules hold about as often as not. */

const DAYS = ['2026-01-01', '2026-01-02', '2026-03-01', '2026-12-31']
const TEXTS = ['GB', 'FR', 'vip', '3', '”, “vip', 'one\\ntwo', 'one\ntwo', '']

const written = (type: FactType): fc.Arbitrary<Scalar> => {
  switch (type) {
    case 'number':
      return fc.constantFrom(-1, 0, 1, 2.5, 3, 100)
    case 'money':
      return fc.constantFrom('0.00', '0.50', '20.00', '20.01', '-1.00')
    case 'time':
      return fc.constantFrom(...DAYS)
    case 'boolean':
      return fc.boolean()
    case 'text':
    case 'list':
      return fc.constantFrom(...TEXTS)
  }
}

const inside = (type: FactType): fc.Arbitrary<FactValue> => {
  switch (type) {
    case 'money':
      return fc.constantFrom(0, 50, 2000, 2001, -100)
    case 'time':
      return fc.constantFrom(...DAYS.map((day) => Date.parse(day)))
    case 'list':
      return fc.subarray(TEXTS)
    default:
      return written(type)
  }
}

const operand = (spec: FactSpec, leaf: Pick<Leaf, 'operator'>, facts: readonly FactSpec[]): fc.Arbitrary<Operand> => {
  const otherFacts = (other: FactType) =>
    facts.filter(({ name, type }) => type === other && name !== spec.name).map(({ name }) => name)
  const type = operandType(spec, leaf)
  const one = written(type)
  const many = fc.array(one, { minLength: 1, maxLength: 3 })
  switch (operators[leaf.operator].wants) {
    case 'value':
      return orFact(one, otherFacts(type), type)
    case 'item':
      return orFact(one, otherFacts('text'), 'text')
    case 'values':
      return orFact(many, type === 'text' ? otherFacts('list') : [], 'list')
    case 'items':
      return orFact(many, otherFacts('list'), 'list')
    case 'range':
      return fc.tuple(one, one).map((pair) => pair.toSorted((left, right) => order(left, type) - order(right, type)))
    case 'days':
      return fc.constantFrom(1, 2, 59, 60)
    case 'nothing':
      return fc.constant(true)
  }
}

const order = (value: Scalar, type: FactType): number => (type === 'time' ? Date.parse(String(value)) : Number(value))

const orFact = (plain: fc.Arbitrary<Operand>, others: readonly string[], type: FactType): fc.Arbitrary<Operand> =>
  others.length === 0
    ? plain
    : fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: factOperand(others, type) })

const factOperand = (others: readonly string[], type: FactType): fc.Arbitrary<FactOperand> => {
  const fact = fc.constantFrom(...others)
  if (type !== 'number' && type !== 'money') return fc.record({ fact })
  const plus: fc.Arbitrary<number | string> =
    type === 'money' ? fc.constantFrom('0.01', '20.00', '-1.00') : fc.constantFrom(1, -2.5)
  return fc.record({ fact, times: fc.constantFrom(2, 0.5, 1.1, 0.33), plus }, { requiredKeys: ['fact'] })
}

const leafAbout = (spec: FactSpec, facts = vocabulary.facts): fc.Arbitrary<Leaf> =>
  fc
    .constantFrom(...OPERATORS.filter((operator) => operators[operator].takes.includes(spec.type)))
    .chain((operator) => operand(spec, { operator }, facts).map((value) => ({ fact: spec.name, operator, value })))

export const leafAmong = (facts: readonly FactSpec[]): fc.Arbitrary<Leaf> =>
  fc.constantFrom(...facts).chain((spec) => leafAbout(spec, facts))

export const anyLeaf: fc.Arbitrary<Leaf> = leafAmong(vocabulary.facts)

/** Several conditions on one fact, which often exclude each other. */
export const anyLeavesOfOneFact: fc.Arbitrary<Leaf[]> = fc
  .constantFrom(...vocabulary.facts)
  .chain((spec) => fc.array(leafAbout(spec), { minLength: 2, maxLength: 4 }))

export const groupOf = (leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<Group> =>
  fc.letrec<{ condition: Condition; group: Group }>((tie) => ({
    condition: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('group')),
    group: fc.oneof(
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('condition').map((not) => ({ not })),
    ),
  })).group

const anyHours: fc.Arbitrary<Hours> = fc.record(
  {
    from: fc.constantFrom('09:00', '17:00'),
    to: fc.constantFrom('00:00', '16:59', '17:30'),
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  },
  { requiredKeys: ['from', 'to'] },
)

const anySchedule: fc.Arbitrary<Schedule> = fc.record(
  {
    startsAt: fc.constantFrom(null, '2026-12-01', '2026-12-01T09:30:00Z', '2026-12-01T09:30:15+01:00'),
    endsAt: fc.constantFrom(null, '2026-12-24', '2027-01-01T00:00:00Z', '2026-12-24T00:00:00.250-0530'),
    hours: fc.option(anyHours),
  },
  { requiredKeys: [] },
)

const anyLimits: fc.Arbitrary<Limits> = fc.record(
  {
    perCustomer: fc.record({ times: fc.integer({ min: 1, max: 2 }), days: fc.integer({ min: 1, max: 2 }) }),
    coolDownDays: fc.integer({ min: 1, max: 2 }),
    total: fc.record({ times: fc.constantFrom(1, 2, 5000) }),
    budget: fc.record(
      { amount: fc.constantFrom('5.00', '500.00'), per: fc.constantFrom(...BUDGET_PERIODS) },
      { requiredKeys: ['amount'] },
    ),
    holdOutPercent: fc.constantFrom(1, 10, 90),
    whenHeardEnough: fc.constant('wait'),
  },
  { requiredKeys: [] },
)

/** Everything behind the actions. */
export const anyTerms: fc.Arbitrary<Pick<RuleDocument, 'limits' | 'exclusive' | 'schedule' | 'priority'>> = fc.record(
  {
    limits: anyLimits,
    exclusive: fc.record({ group: fc.constantFrom('welcome', '” they get the best'), pick: fc.constantFrom(...PICKS) }),
    schedule: anySchedule,
    priority: fc.integer({ min: -1, max: 2 }),
  },
  { requiredKeys: [] },
)

const conditionsOnly: fc.Arbitrary<RuleDocument> = fc
  .record(
    {
      conditions: groupOf(anyLeaf),
      actions: fc.array(
        fc
          .constantFrom('regular', 'vip', '”; tag the customer “vip')
          .map((tag) => ({ type: 'customer.addTag', params: { tag } })),
        { minLength: 1, maxLength: 2 },
      ),
    },
    { requiredKeys: ['conditions', 'actions'] },
  )
  .chain((changes) => anyTerms.map((terms) => ruleWith({ ...changes, ...terms })))

/** What a document does, as one text: what is written and changes nothing is left out. */
export const meaningOf = ({ limits, schedule, priority = 50, ...rest }: RuleDocument): string => {
  const asked = Object.entries(schedule ?? {}).filter(([, value]) => value !== null)
  return JSON.stringify({ ...rest, limits: { ...limits }, schedule: Object.fromEntries(asked), priority })
}

const isAboutCustomer = (leaf: Leaf): boolean => !JSON.stringify(leaf).includes('order.')

const anyCrossing: fc.Arbitrary<Crossing> = fc.oneof(
  anyLeaf.filter(isAboutCustomer),
  fc.record({
    fact: fc.constantFrom('customer.ordersCount', 'customer.spendTopPercent'),
    operator: fc.constantFrom('lessThan', 'lessThanInclusive'),
    value: fc.constantFrom(1, 2.5, 3),
    leaveAt: fc.constantFrom(3, 5),
  }),
)

/** Any trigger that knows the facts; crossings with conditions about the customer, or none. */
export const anyDocument: fc.Arbitrary<RuleDocument> = fc.oneof(
  { weight: 4, arbitrary: conditionsOnly },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        conditionsOnly,
        anyCrossing,
        fc.constantFrom('customer.enters', 'customer.leaves'),
        fc.oneof(
          fc.constant({ all: [] }),
          anyLeaf.filter(isAboutCustomer).map((leaf) => ({ all: [leaf] })),
        ),
      )
      .map(([document, crossing, trigger, conditions]) => ({ ...document, trigger, crossing, conditions })),
  },
)

const possible = ({ type, whole, least }: FactSpec): fc.Arbitrary<FactValue> =>
  inside(type).filter(
    (value) => typeof value !== 'number' || (value >= (least ?? value) && (!whole || Number.isInteger(value))),
  )

/** Some facts missing; lists too, as on an order without a customer. The moment never is. */
export const anyFacts: fc.Arbitrary<Readonly<Record<string, FactValue>>> = fc.record({
  ...Object.fromEntries(
    vocabulary.facts.map((spec) => [spec.name, fc.option(possible(spec), { nil: undefined, freq: 4 })]),
  ),
  [MOMENT]: fc.constantFrom(...DAYS.map((day) => Date.parse(day))),
})
