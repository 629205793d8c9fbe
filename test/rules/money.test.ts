import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalsOf, parseExactMoney, parseMoney, printMoney, readMoney, sumLines } from '../../app/rules/money.ts'

describe('parseMoney', () => {
  test.each([
    ['139.12', 'GBP', 13912],
    ['139', 'GBP', 13900],
    ['139.1', 'GBP', 13910],
    ['0.00', 'GBP', 0],
    ['007.50', 'GBP', 750],
    ['-5.00', 'GBP', -500],
    [139.12, 'GBP', 13912],
    [0.07, 'GBP', 7],
    [1.005, 'GBP', 101],
    [8.115, 'GBP', 812],
    [0.1 + 0.2, 'GBP', 30],
    ['139.125', 'GBP', 13913],
    ['139.124999999999999999999', 'GBP', 13912],
    ['-139.125', 'GBP', -13913],
    ['-139.124', 'GBP', -13912],
    ['0.005', 'GBP', 1],
    ['-0.005', 'GBP', -1],
    ['0.0049', 'GBP', 0],
    ['0.995', 'GBP', 100],
    ['9.999', 'GBP', 1000],
    [1e-7, 'GBP', 0],
    [-1e-7, 'GBP', 0],
    [0.000001, 'GBP', 0],
    ['500', 'JPY', 500],
    ['500.5', 'JPY', 501],
    ['500.49', 'JPY', 500],
    ['1.2345', 'KWD', 1235],
    ['1.2344', 'BHD', 1234],
    ['1.23456', 'CLF', 12346],
    ['1.23', 'XYZ', 123],
    ['90071992547409.91', 'GBP', Number.MAX_SAFE_INTEGER],
    ['-90071992547409.91', 'GBP', -Number.MAX_SAFE_INTEGER],
    ['9007199254740991', 'JPY', Number.MAX_SAFE_INTEGER],
  ])('%s %s is %i minor units', (decimal, currency, minor) => {
    expect(parseMoney(decimal, currency)).toBe(minor)
  })

  test.each([
    ['90071992547409.92'],
    ['90071992547409.915'],
    ['-90071992547409.92'],
    [1e21],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [''],
    ['-'],
    ['.'],
    ['.5'],
    ['5.'],
    ['+5'],
    ['--5'],
    [' 5'],
    ['5 '],
    ['5,00'],
    ['1,000.00'],
    ['£5'],
    ['5e3'],
    ['0x10'],
    ['1.2.3'],
    ['٣'],
    ['five'],
    [null],
    [undefined],
    [true],
    [5n],
    [{}],
    [['5']],
  ])('%s is no amount', (decimal) => {
    expect(parseMoney(decimal, 'GBP')).toBeUndefined()
  })

  test('what is printed is read back, for every amount and number of decimals', () => {
    const amounts = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER })
    fc.assert(
      fc.property(amounts, fc.constantFrom('GBP', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        expect(parseMoney(printMoney(minor, currency), currency)).toBe(minor)
      }),
    )
  })

  test('rounding agrees with exact whole-number arithmetic', () => {
    const thousandths = fc.integer({ min: -(10 ** 12), max: 10 ** 12 })
    fc.assert(
      fc.property(thousandths, (amount) => {
        const size = (BigInt(Math.abs(amount)) + 5n) / 10n
        const rounded = amount < 0 ? -size : size

        expect(BigInt(parseMoney(printMoney(amount, 'KWD'), 'GBP') ?? Number.NaN)).toBe(rounded)
      }),
    )
  })
})

test.each([
  ['20.00', 'GBP', 2000],
  ['20.000', 'GBP', 2000],
  [20.5, 'GBP', 2050],
  ['20.005', 'GBP', undefined],
  ['20.5', 'JPY', undefined],
  ['20.005', 'KWD', 20005],
  ['no', 'GBP', undefined],
])('a rule that says %s %s means exactly %s', (decimal, currency, minor) => {
  expect(parseExactMoney(decimal, currency)).toBe(minor)
})

test.each([
  [13912, 'GBP', '139.12', '£139.12'],
  [-5, 'GBP', '-0.05', '-£0.05'],
  [0, 'EUR', '0.00', '€0.00'],
  [194000, 'GBP', '1940.00', '£1,940.00'],
  [123456789, 'USD', '1234567.89', '$1,234,567.89'],
  [81240, 'CHF', '812.40', '812.40 CHF'],
  [-81240, 'CHF', '-812.40', '-812.40 CHF'],
  [139, 'JPY', '139', '¥139'],
  [1390000, 'JPY', '1390000', '¥1,390,000'],
  [1, 'KWD', '0.001', '0.001 KWD'],
  [100, 'constructor', '1.00', '1.00 constructor'],
  [Number.MAX_SAFE_INTEGER, 'GBP', '90071992547409.91', '£90,071,992,547,409.91'],
])('%i minor units of %s are printed as %s and read as %s', (minor, currency, printed, read) => {
  expect(printMoney(minor, currency)).toBe(printed)
  expect(readMoney(minor, currency)).toBe(read)
})

test.each([
  [
    [
      { price: '2.55', quantity: 6 },
      { price: '3.39', quantity: 8 },
    ],
    4242,
  ],
  // Three lines of a tenth of a penny too much each come to 0.3 p, not to three rounded pennies.
  [
    [
      { price: '0.001', quantity: 1 },
      { price: '0.001', quantity: 1 },
      { price: '0.001', quantity: 1 },
    ],
    0,
  ],
  [[{ price: '0.001', quantity: 5 }], 1],
  [[{ price: '-0.001', quantity: 5 }], -1],
  [[{ price: '-0.001', quantity: 4 }], 0],
  [
    [
      { price: '0.1', quantity: 1 },
      { price: '0.2', quantity: 1 },
    ],
    30,
  ],
  [[{ price: 11.062, quantity: 3 }], 3319],
  [[], 0],
  [[{ price: 'free', quantity: 1 }], undefined],
  [[{ price: '9007199254740.00', quantity: 1 }], undefined],
  [[{ price: '1.00', quantity: Number.NaN }], undefined],
])('lines %j come to %s', (lines, sum) => {
  expect(sumLines(lines, 'GBP')).toBe(sum)
})

test('names that objects inherit are currencies of two decimals like any unknown one', () => {
  expect(decimalsOf('toString')).toBe(2)
  expect(decimalsOf('__proto__')).toBe(2)
})
