import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePerCent, printPerCent } from '../../app/rules/per-cent.ts'

test.each([
  [0, '0'],
  [0.07, '7'],
  [0.0321, '3.21'],
  [0.5, '50'],
  [1, '100'],
  [1.1, '110'],
  [-0.25, '-25'],
  [12, '1200'],
  [1e-7, '0.00001'],
  [1.5e-9, '0.00000015'],
  [1e21, `1${'0'.repeat(23)}`],
])('%d is %s per cent', (ratio, text) => {
  expect(printPerCent(ratio)).toBe(text)
})

test('every ratio is read back as it was', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (ratio) => {
      expect(parsePerCent(printPerCent(ratio))).toBe(ratio === 0 ? 0 : ratio)
    }),
    { numRuns: 5_000 },
  )
})
