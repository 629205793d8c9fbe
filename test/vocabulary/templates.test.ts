import { describe, expect, test } from 'vitest'
import { referenceAccepts } from '../../app/engine/reference.ts'
import { checkDocument } from '../../app/rules/check.ts'
import { runExamples } from '../../app/rules/matches.ts'
import { sentence } from '../../app/rules/sentence.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'
import { noteToTheBest } from '../../app/vocabulary/templates/note-to-the-best.ts'
import { regularsWelcome } from '../../app/vocabulary/templates/regulars-welcome.ts'
import { regularsWelcomeCode } from '../../app/vocabulary/templates/regulars-welcome-code.ts'
import { vocabulary } from '../../app/vocabulary/vocabulary.ts'

const words = { currency: 'GBP' }

describe.each(templates)('template $id', ({ document }) => {
  test.each(['GBP', 'JPY', 'KWD'])('is a rule without problems in a shop of %s', async (currency) => {
    expect(checkDocument(document, vocabulary, { currency })).toMatchObject({ valid: true })
    expect(await referenceAccepts(document, vocabulary, currency)).toEqual({ accepted: true })
  })

  test('does what its examples say, on both sides of each condition', () => {
    const results = runExamples(document, vocabulary, words.currency)

    expect(results.filter(({ passed }) => !passed)).toEqual([])
    expect(new Set(results.map(({ expected }) => expected))).toEqual(new Set(['granted', 'no match']))
  })
})

test('templates have ids of their own', () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
})

describe('the two sentences that the app is for', () => {
  test('"the new-customer offer also applies to customers with more than three orders", at the checkout', () => {
    expect(sentence(regularsWelcome.document, vocabulary, words)).toMatchInlineSnapshot(
      `"At the checkout, if the customer has more than 3 kept orders: take 10% off the order, saying “10% off, because you keep coming back”. At most once in 90 days each."`,
    )
  })

  test('the same by a code', () => {
    expect(sentence(regularsWelcomeCode.document, vocabulary, words)).toMatchInlineSnapshot(
      `"When an order is paid, if this is the customer's first order or the customer has more than 3 kept orders: give a 10% code, good for 60 days. At most once in 90 days each."`,
    )
  })

  test('"send a personal note to the top 5% of spenders"', () => {
    expect(sentence(noteToTheBest.document, vocabulary, words)).toMatchInlineSnapshot(
      `"When an order is paid, if the customer is in the top 5% by spend in the last 365 days: ask somebody for a personal note “Write to {{ customer.name }}”, saying “One of your best customers of the last twelve months has just ordered again, for {{ order.total }}. A few lines by hand, about them and not about an offer.”, within 2 working days. At most once in 180 days each. Priority 60."`,
    )
  })
})
