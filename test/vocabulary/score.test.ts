import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scoreOf } from '../../app/vocabulary/score.ts'

const anyPlace = fc
  .record({ ahead: fc.nat(500), behind: fc.nat(500), level: fc.integer({ min: 1, max: 500 }) })
  .map(({ ahead, behind, level }) => ({ ahead, behind, ranked: ahead + behind + level }))

test('a score is a whole number from 1 to 5', () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      expect([1, 2, 3, 4, 5]).toContain(scoreOf(place))
    }),
  )
})

test('a hundred customers without ties make five fifths of twenty', () => {
  const scores = Array.from({ length: 100 }, (_, behind) => scoreOf({ ahead: 99 - behind, behind, ranked: 100 }))

  expect([1, 2, 3, 4, 5].map((score) => scores.filter((own) => own === score).length)).toEqual([20, 20, 20, 20, 20])
  expect(scores).toEqual([...scores].sort())
})

test('somebody who is not ranked has no score', () => {
  expect(scoreOf(undefined)).toBeUndefined()
})
