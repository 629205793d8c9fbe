import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aroundChanges, compareLines } from '../../app/admin/rules/line-difference.ts'

test('a changed line is theirs and mine, the others are both', () => {
  expect(compareLines('a\nb\nc', 'a\nB\nc')).toEqual([
    { where: 'both', text: 'a' },
    { where: 'theirs', text: 'b' },
    { where: 'mine', text: 'B' },
    { where: 'both', text: 'c' },
  ])
})

test('nothing of either text is lost', () => {
  const text = fc.array(fc.constantFrom('{', '}', 'a', 'b'), { minLength: 1 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (theirs, mine) => {
      const lines = compareLines(theirs, mine)
      const without = (where: string) => lines.filter((line) => line.where !== where).map((line) => line.text)

      expect(without('mine').join('\n')).toBe(theirs)
      expect(without('theirs').join('\n')).toBe(mine)
    }),
  )
})

test('far from any change, lines are left out and counted', () => {
  const theirs = 'a\nb\nc\nd\ne\nf\ng'

  const shown = aroundChanges(compareLines(theirs, theirs.replace('d', 'D')), 1)

  expect(shown).toEqual([
    { skipped: 2 },
    { where: 'both', text: 'c' },
    { where: 'theirs', text: 'd' },
    { where: 'mine', text: 'D' },
    { where: 'both', text: 'e' },
    { skipped: 2 },
  ])
})

test('equal texts have nothing to show', () => {
  expect(aroundChanges(compareLines('a\nb', 'a\nb'), 3)).toEqual([{ skipped: 2 }])
})
