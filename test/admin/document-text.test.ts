import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineOf, placeOf, readDocumentText } from '../../app/admin/rules/document-text.ts'

const places = (text: string) => {
  const read = readDocumentText(text)
  if (!read.valid) throw new Error(read.problem.message)
  return read.places
}

describe('a readable document', () => {
  test('is read as JSON reads it, however it is laid out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(readDocumentText(text)).toMatchObject({ valid: true, value: JSON.parse(text), repeats: [] })
      }),
    )
  })

  test('has a place for every value, and the place reads as that value', () => {
    const text = '{\n  "limits": { "perCustomer": [1, {"days": 90}] }\n}'

    const days = placeOf(places(text), '/limits/perCustomer/1/days')

    expect(text.slice(days.from, days.to)).toBe('"days": 90')
    expect(lineOf(text, days.from)).toBe(2)
  })

  test('keeps escaped keys under their JSON Pointer', () => {
    const text = '{"a/b~c": {"\\u0064": true}}'

    const place = placeOf(places(text), '/a~1b~0c/d')

    expect(text.slice(place.from, place.to)).toBe('"\\u0064": true')
  })

  test('shows what is missing at the nearest thing around it', () => {
    const text = '{\n  "conditions": {\n    "all": []\n  }\n}'

    expect(lineOf(text, placeOf(places(text), '/conditions/all/0/fact').from)).toBe(3)
    expect(lineOf(text, placeOf(places(text), '/name').from)).toBe(1)
  })

  test('names a key that is written twice, at its second place', () => {
    const text = '{"percent": 10,\n"percent": 20}'

    const read = readDocumentText(text)

    expect(read).toMatchObject({ valid: true, value: { percent: 20 } })
    expect(read.valid && read.repeats.map(({ from }) => lineOf(text, from))).toEqual([2])
  })
})

describe('an unreadable document', () => {
  test.each([
    { text: '', at: 0, says: 'missing' },
    { text: '{"a": 1,}', at: 8, says: 'comma too many' },
    { text: '{"a" 1}', at: 5, says: 'colon' },
    { text: '{"a": 1 "b": 2}', at: 8, says: 'comma' },
    { text: "{'a': 1}", at: 1, says: 'double quotes' },
    { text: '{"a": toString}', at: 6, says: 'toString' },
    { text: '{"a": "open\n}', at: 6, says: 'not closed' },
    { text: '[1] 2', at: 4, says: 'follow' },
    { text: '[01]', at: 2, says: 'comma' },
  ])('says "$says" about $text, at character $at', ({ text, at, says }) => {
    const read = readDocumentText(text)

    expect(read).toMatchObject({ valid: false, problem: { from: at, message: expect.stringContaining(says) } })
  })

  test('is unreadable exactly where JSON.parse refuses too', () => {
    const mutated = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', '0', '-', '.', 'e', '\\', ' ', '\n'))
      .map(([text, at, insert]) => {
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + insert + text.slice(cut + 1)
      })
    fc.assert(
      fc.property(mutated, (text) => {
        expect(readDocumentText(text).valid).toBe(isJson(text))
      }),
      { numRuns: 500 },
    )
  })
})

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
