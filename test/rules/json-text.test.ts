import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readJsonText } from '../../app/rules/json-text.ts'
import { templates } from '../../app/vocabulary/templates/index.ts'

/** The one problem, as people read it. */
const slipIn = (text: string): string => {
  const read = readJsonText(text)
  const [problem] = read.valid ? [] : read.problems
  return problem === undefined
    ? 'none'
    : `${problem.message.replace(' is not JSON:', ',')} (found ${problem.found}, expected ${problem.expected})`
}

describe('a slip is told with its place and what was probably meant', () => {
  const MORE = 'a text in quotes, a number, true, false, { or ['
  test.each([
    [
      '{\n  "format": 1,\n  "name": "x"\n  "trigger": 1}',
      'Line 4, column 3, a comma is missing at the end of line 3 (found "trigger", expected a comma or })',
    ],
    ['{"a": 1 "b": 2}', 'Line 1, column 9, a comma is missing before it (found "b", expected a comma or })'],
    [
      '{"all": [{"a": 1} {"a": 2}]}',
      'Line 1, column 19, a comma is missing before it (found {, expected a comma or ])',
    ],
    [
      '{\n  "a": 1,\n}',
      'Line 2, column 9, there is a comma too many: nothing follows it (found ,, expected no comma after the last one)',
    ],
    [
      '["a", "b",]',
      'Line 1, column 10, there is a comma too many: nothing follows it (found ,, expected no comma after the last one)',
    ],
    ['["a",, "b"]', `Line 1, column 6, there is a comma too many (found ,, expected ${MORE})`],
    [
      '{“name”: 1}',
      'Line 1, column 2, there is a curly quote, as word processors make them (found “, expected the straight quote ")',
    ],
    [
      '{"name": “x”}',
      'Line 1, column 10, there is a curly quote, as word processors make them (found “, expected the straight quote ")',
    ],
    [
      "{'name': 1}",
      `Line 1, column 2, there is a single quote: texts and names stand in double quotes (found ', expected ")`,
    ],
    [
      '{"a": 1, // why\n "b": 2}',
      'Line 1, column 10, there is a comment, for which JSON has no place: delete it (found /, expected a name in double quotes)',
    ],
    [
      '# my rule\n{}',
      `Line 1, column 1, there is a comment, for which JSON has no place: delete it (found #, expected ${MORE})`,
    ],
    ['{name: "x"}', 'Line 1, column 2, a name stands without quotes (found name, expected "name")'],
    [
      '{"trigger": order.paid}',
      'Line 1, column 13, a text stands without quotes (found order.paid, expected "order.paid")',
    ],
    ['{"value": True}', 'Line 1, column 11, this word is written in small letters (found True, expected true)'],
    ['{"a" = 1}', 'Line 1, column 6, a colon is missing between a name and its value (found =, expected :)'],
    ['{"a"}', 'Line 1, column 5, a colon is missing between a name and its value (found }, expected :)'],
    ['{"a": }', `Line 1, column 7, a value is missing (found }, expected ${MORE})`],
    [
      '{"value": 1,5}',
      'Line 1, column 12, a number is written with a comma: decimals have a point (found 1,5, expected 1.5)',
    ],
    [
      '{"percent": 10%}',
      'Line 1, column 15, a number is followed by something: a number stands alone, without a unit (found %, expected a comma or })',
    ],
    [
      '{"amount": £5}',
      'Line 1, column 12, an amount stands without its sign (found £, expected an amount such as "5.00")',
    ],
    ['{"value": .5}', 'Line 1, column 11, a number begins with a digit (found .5, expected a number such as 0.5)'],
    [
      '{"name": "the "best" ones"}',
      'Line 1, column 16, a text ends and goes on: a quote inside a text is written \\" (found best, expected a comma or })',
    ],
    [
      '{"name": "never closed,\n "a": 1}',
      'Line 1, column 10, a text begins that has no quote at its end (found "never closed,, expected " at the end of the text)',
    ],
    [
      '{"name": "a\tb"}',
      'Line 1, column 12, there is a tab or the like inside a text (found an invisible letter, expected a space)',
    ],
    [
      '{"name": "C:\\new\\x"}',
      'Line 1, column 17, a backslash inside a text must be written twice (found \\x, expected \\\\)',
    ],
    [
      '{"all": [{"a": 1}',
      'Line 1, column 18, the file ends, and the [ of line 1 is not closed (found the end of the file, expected ])',
    ],
    ['{\n"all": [1}\n}', 'Line 2, column 10, the [ of line 2 is closed by } (found }, expected ])'],
    ['{"a": 1}}', 'Line 1, column 9, there is a closing bracket too many (found }, expected the end of the file)'],
    [
      '{"a": 1}\n{"b": 2}',
      'Line 2, column 1, something follows the end of the rule: each rule is a file of its own (found {, expected the end of the file)',
    ],
    [
      '{"a": 1},',
      'Line 1, column 9, there is a comma after the end of the rule (found ,, expected the end of the file)',
    ],
    [
      '{\u00a0"a": 1}',
      'Line 1, column 2, there is an invisible letter, perhaps copied from a web page: delete it and type the space again (found an invisible letter, expected a name in double quotes, or })',
    ],
    ['<html>', `Line 1, column 1, something stands where a value belongs (found <, expected ${MORE})`],
  ])('%j', (text, told) => {
    expect(slipIn(text)).toBe(told)
  })

  test.each(['', ' \n', '\uFEFF'])('%j is an empty file', (text) => {
    expect(slipIn(text)).toMatch(/^The file is empty \(found nothing, expected a rule: \{ "format": 1, /)
  })
})

test.each(['\u001f\uFFFD\b\0', 'PK\u0003\u0004\u0014\0'])('%j is no text', (text) => {
  expect(slipIn(text)).toMatch(/^This is no plain text: it may be packed, or written by a word processor \(found /)
})

test('a name written twice in one place is refused, for JSON would keep one and drop the other', () => {
  const text =
    '{\n "all": [\n  {"value": 1,\n   "value": 2},\n  {"value": 3}],\n "x": {"\\u0061": 1, "a": 2}, "__proto__": 1\n}'

  expect(readJsonText(text)).toEqual({
    valid: false,
    problems: [
      {
        path: '/all/0/value',
        message: '"value" is written twice here, in line 3 and in line 4: only one of them can count',
      },
      { path: '/x/a', message: '"a" is written twice here, in line 6 and in line 6: only one of them can count' },
    ],
  })
})

const damaged = fc
  .tuple(
    fc.constantFrom(
      ...templates.map(({ document }) => JSON.stringify(document, null, 2)),
      '[1, -2.5e+3, true, null, "\\u00e9\\n"]',
    ),
    fc.array(
      fc.record({
        at: fc.nat(),
        removed: fc.nat({ max: 3 }),
        added: fc.constantFrom(
          '',
          ',',
          '"',
          '}',
          ']',
          '{',
          '[',
          ':',
          '1',
          '-',
          '.',
          'e',
          '0',
          '\\',
          '\n',
          't',
          'null',
          ' ',
          '\u00a0',
        ),
      }),
      { maxLength: 2 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((so, { at, removed, added }) => {
      const from = at % so.length
      return so.slice(0, from) + added + so.slice(from + removed)
    }, text),
  )

test('what is read is what JSON says, and what JSON refuses is refused in one problem', () => {
  let [read, refused] = [0, 0]
  fc.assert(
    fc.property(damaged, (text) => {
      const found = readJsonText(text)
      let value: unknown
      try {
        value = JSON.parse(text)
      } catch {
        refused += 1
        expect(found).toMatchObject({ valid: false, problems: [{ message: expect.stringContaining('not JSON') }] })
        return
      }
      read += 1
      if (found.valid) expect(found.value).toEqual(value)
      else expect(found.problems[0]?.message).toContain('written twice')
    }),
    { numRuns: 3_000 },
  )

  expect(Math.min(read, refused)).toBeGreaterThan(300)
})

test('a text as deep as it is long is read to its end', () => {
  expect(slipIn('['.repeat(200_000))).toContain('the file ends, and the [ of line 1 is not closed')
})
