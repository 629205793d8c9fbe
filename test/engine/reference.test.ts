import fc from 'fast-check'
import { expect, test } from 'vitest'
import { referenceAccepts, referenceMatches } from '../../app/engine/reference.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { compile } from '../../app/rules/compile.ts'
import { compileRules } from '../../app/rules/compile-rules.ts'
import { factsOf, normalise } from '../../app/rules/normalise.ts'
import type { FactValue } from '../../app/rules/types.ts'
import { anyDocument, anyFacts } from '../rules/any-document.ts'
import { cases } from '../rules/cases.ts'
import { ruleWith, vocabulary, WORDS } from '../rules/vocabulary.ts'
import { documentedExamples } from './reference-examples.ts'

test.each(cases)('json-rules-engine agrees that $says: $holds', async ({ conditions, facts, holds }) => {
  expect(await referenceMatches({ conditions, facts: Object.keys(facts) }, facts)).toBe(holds)
})

test.each(documentedExamples)('as its documentation shows: $shows', async ({ conditions, matches, misses }) => {
  const evaluable = { conditions, facts: factsOf(conditions) }
  const answers = (facts: Readonly<Record<string, FactValue>>) => {
    const read = (fact: string) => facts[fact]
    return [compile(evaluable)(read), compileRules([evaluable])(read).length === 1]
  }

  for (const facts of matches) {
    expect(await referenceMatches(evaluable, facts)).toBe(true)
    expect(answers(facts)).toEqual([true, true])
  }
  for (const facts of misses) {
    expect(await referenceMatches(evaluable, facts)).toBe(false)
    expect(answers(facts)).toEqual([false, false])
  }
})

/** 100,000 in the long form, `npm run test:rules`. */
const CASES = Number(process.env.RULE_CASES ?? 5000)
/** Rules that are compiled together, of which each then meets facts of its own. */
const TOGETHER = 20

test(
  `compiled conditions, alone and together, and json-rules-engine give one answer in ${CASES} random cases, missing facts included`,
  async () => {
    const answers = { yes: 0, no: 0 }
    const documents = fc.array(anyDocument, { minLength: TOGETHER, maxLength: TOGETHER })
    const events = fc.array(anyFacts, { minLength: TOGETHER, maxLength: TOGETHER })

    await fc.assert(
      fc.asyncProperty(documents, events, async (rules, facts) => {
        const evaluables = rules.map((document) => normalise(document, vocabulary, WORDS.currency))
        const match = compileRules(evaluables)
        for (const [index, evaluable] of evaluables.entries()) {
          const known = facts[index] ?? {}
          const read = (fact: string) => known[fact]
          const compiled = compile(evaluable)(read)

          expect(compiled).toBe(await referenceMatches(evaluable, known))
          expect(match(read).includes(index)).toBe(compiled)
          answers[compiled ? 'yes' : 'no'] += 1
        }
      }),
      { numRuns: CASES / TOGETHER },
    )

    expect(answers.yes).toBeGreaterThan(CASES / 10)
    expect(answers.no).toBeGreaterThan(CASES / 10)
  },
  30_000 + CASES * 5,
)

test('runs beside each other do not disturb one another', async () => {
  const evaluable = normalise(ruleWith(), vocabulary, WORDS.currency)
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => referenceMatches(evaluable, { 'order.isFirst': index % 2 === 0 })),
  )

  expect(answers).toEqual(Array.from({ length: 50 }, (_, index) => index % 2 === 0))
})

test('every rule that passes the check is accepted by json-rules-engine', async () => {
  await fc.assert(
    fc.asyncProperty(anyDocument, async (document) => {
      fc.pre(checkDocument(document, vocabulary, WORDS).valid)

      expect(await referenceAccepts(document, vocabulary, WORDS.currency)).toEqual({ accepted: true })
    }),
    { numRuns: 100 },
  )
})

test('a rule with a word that nobody knows is not accepted, with the reason', async () => {
  const document = ruleWith({ conditions: { all: [{ fact: 'customer.shoeSize', operator: 'equal', value: 7 }] } })

  expect(await referenceAccepts(document, vocabulary, WORDS.currency)).toEqual({
    accepted: false,
    reason: 'There is no fact called customer.shoeSize: check the document first',
  })
})
