import { compile } from '../../app/rules/compile.ts'
import { compileRules } from '../../app/rules/compile-rules.ts'
import type { Evaluable } from '../../app/rules/normalise.ts'
import { type Contender, printBench, type Row, type Target, timeInTurns } from './bench.ts'
import { celJs, jsonLogicEngine, jsonRulesEngine, type Peer, zenEngine } from './rule-peers.ts'
import { broadRules, eventsOf, narrowRules } from './rule-set.ts'

/**
 * 100 rules of four conditions put to the same events by us and by every peer, then 1,000 narrow rules against 100. Each
 * counts the matches of all events; a peer that counts otherwise did not do the same work, and the bench fails.
 */
const ROUNDS = 7
const events = eventsOf(100, 1)
const rules = broadRules(100, 1)

/** All rules at once, as the engine asks them. */
const together = (evaluables: readonly Evaluable[]): Peer => {
  const match = compileRules(evaluables)
  return (event) => match((fact) => event[fact]).length
}

/** Rule by rule. */
const oneByOne = (evaluables: readonly Evaluable[]): Peer => {
  const evaluators = evaluables.map(compile)
  return (event) => {
    const read = (fact: string) => event[fact]
    let count = 0
    for (const holds of evaluators) if (holds(read)) count += 1
    return count
  }
}

type Measured = {
  readonly name: string
  readonly peer: Peer
  readonly passes: number
  readonly found: { matches: number }
}

/** The quick ones go through the events several times a turn, so that a turn is long enough to be measured. */
const measured = (name: string, peer: Peer, passes: number): Measured => ({ name, peer, passes, found: { matches: 0 } })

const contender = ({ name, peer, passes, found }: Measured): Contender => ({
  name,
  run: async () => {
    for (let pass = 0; pass < passes; pass++) found.matches = await countMatches(peer)
  },
})

const countMatches = async (peer: Peer): Promise<number> => {
  let matches = 0
  for (const event of events) {
    const count = peer(event)
    matches += typeof count === 'number' ? count : await count
  }
  return matches
}

const OURS = 'Perennial: all rules at once'
const LOGIC = 'json-logic-engine, compiled'
const ZEN = '@gorules/zen-engine'
const RULES = 'json-rules-engine'
const HUNDRED = 'Perennial: 100 narrow rules'
const THOUSAND = 'Perennial: 1,000 narrow rules'
const broad = [
  measured(OURS, together(rules), 200),
  measured('Perennial: rule by rule', oneByOne(rules), 40),
  measured(LOGIC, jsonLogicEngine(rules), 20),
  measured('@marcbachmann/cel-js', celJs(rules), 5),
  measured(ZEN, zenEngine(rules), 1),
  measured(RULES, jsonRulesEngine(rules), 1),
]
const narrow = [
  measured(HUNDRED, together(narrowRules(100, 2)), 200),
  measured(THOUSAND, together(narrowRules(1000, 2)), 200),
]

const times = await timeInTurns([...broad, ...narrow].map(contender), ROUNDS)

const [ours] = broad
for (const { name, found } of broad)
  if (found.matches !== ours?.found.matches)
    throw new Error(`${name} found ${found.matches} matches, and ${ours?.name} ${ours?.found.matches}`)

/** Microseconds an event. */
const costs = new Map(
  [...broad, ...narrow].map(({ name, passes }) => [name, ((times.get(name) ?? 0) * 1000) / passes / events.length]),
)
const ratio = (name: string, base: string): number => (costs.get(name) ?? 0) / (costs.get(base) ?? 1)
const rows = [...costs].map(
  ([name, value]): Row => ({
    name,
    value,
    unit: 'µs an event',
    ratio: ratio(name, name === HUNDRED || name === THOUSAND ? HUNDRED : OURS),
  }),
)
const faster = (peer: string, target: number): Target => {
  const value = ratio(peer, OURS)
  return { name: `times as fast as ${peer}`, target, value, met: value >= target }
}
const growth = ratio(THOUSAND, HUNDRED)

printBench('rules', rows, [
  faster(LOGIC, 2),
  faster(ZEN, 40),
  faster(RULES, 300),
  { name: 'cost of 1,000 narrow rules, times that of 100, less than', target: 8, value: growth, met: growth < 8 },
])
