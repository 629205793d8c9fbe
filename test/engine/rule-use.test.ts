import { expect, test } from 'vitest'
import { RuleUse } from '../../app/engine/rule-use.ts'
import { grant } from './shop.ts'

const reserved = () => grant({ amount: 700, beside: 250, expiresAt: 10 })

test('a code that lapses gives back what it would have taken, and not what a gift beside it cost', () => {
  const use = new RuleUse({}, 'UTC')

  use.add(reserved())

  expect([use.spentAt(9), use.spentAt(10)]).toEqual([700, 250])
})

test('what is asked about an earlier moment is not changed by what was asked about a later one', () => {
  const use = new RuleUse({}, 'UTC')

  use.add(reserved())

  expect([use.spentAt(11), use.spentAt(9), use.spentAt(11)]).toEqual([250, 700, 250])
})

test('a code that is used costs what it took off, beside the gift, however late it is heard of', () => {
  const [early, late] = [new RuleUse({}, 'UTC'), new RuleUse({}, 'UTC')]

  for (const use of [early, late]) use.add(reserved())
  late.spentAt(10)
  for (const use of [early, late]) use.book(reserved(), 350)

  expect([early.spentAt(11), late.spentAt(11)]).toEqual([350, 350])
})

test('what comes back after its code has lapsed gives back what was left of it', () => {
  const use = new RuleUse({}, 'UTC')

  use.add(reserved())
  use.spentAt(10)
  use.remove(reserved())

  expect([use.times, use.spentAt(11)]).toEqual([0, 0])
})
