import { expect, test } from 'vitest'
import { type KnownValue, parseValue, printValue, readValue } from '../../app/rules/fact-values.ts'
import type { FactSpec, FactType } from '../../app/rules/types.ts'
import { WORDS } from './vocabulary.ts'

test.each<[FactType, unknown, KnownValue, KnownValue]>([
  ['number', 4.25, 4.25, 4.25],
  ['money', '139.12', 13912, '139.12'],
  ['money', 139.1, 13910, '139.10'],
  ['time', '2026-12-01T01:00:00+01:00', Date.parse('2026-12-01'), '2026-12-01T00:00:00.000Z'],
  ['text', 'GB', 'GB', 'GB'],
  ['boolean', false, false, false],
  ['list', ['a', 'b'], ['a', 'b'], ['a', 'b']],
])('a %s written %j is %j inside and is printed %j', (type, written, inside, printed) => {
  expect(parseValue(type, written, 'GBP')).toEqual(inside)
  expect(printValue(type, inside, 'GBP')).toEqual(printed)
})

test.each<[FactType, unknown]>([
  ['number', '4'],
  ['number', Number.NaN],
  ['number', Number.POSITIVE_INFINITY],
  ['money', '139.125'],
  ['time', 0],
  ['text', 4],
  ['boolean', 'true'],
  ['list', 'a'],
  ['list', ['a', 4]],
])('%s is not the type of %j', (type, written) => {
  expect(parseValue(type, written, 'GBP')).toBeUndefined()
})

test.each<[Partial<FactSpec>, KnownValue | undefined, string]>([
  [{ type: 'money' }, 81240, '£812.40'],
  [{ type: 'number', unit: 'days', label: 'Patience' }, 9, '9 days'],
  [{ type: 'number', unit: 'days', label: 'Patience' }, 1, '1 day'],
  [{ type: 'number', unit: 'days', label: 'Days since last order' }, 9, '9'],
  [{ type: 'number', unit: '%' }, 2.5, '2.5%'],
  [{ type: 'number', unit: '%' }, 1.0158013544018059, '1.02%'],
  [{ type: 'number' }, 3, '3'],
  [{ type: 'number' }, 0.00312, '0.0031'],
  [{ type: 'number', unit: 'ratio' }, 0.0321456, '3.21%'],
  [{ type: 'number', unit: 'ratio' }, 0.07, '7%'],
  [{ type: 'number', unit: 'ratio' }, 1, '100%'],
  [{ type: 'number', unit: 'ratio' }, 0, '0%'],
  [{ type: 'number', unit: 'ratio' }, -0.125, '-12.5%'],
  [{ type: 'number', unit: 'ratio' }, 0.000031234, '0.0031%'],
  [{ type: 'number', unit: 'ratio' }, 1.5e-9, '0.00000015%'],
  [{ type: 'time' }, Date.parse('2026-12-01'), '2026-12-01'],
  [{ type: 'time' }, Date.parse('2026-12-01T09:30:15Z'), '2026-12-01 09:30 UTC'],
  [{ type: 'boolean' }, true, 'yes'],
  [{ type: 'boolean' }, false, 'no'],
  [{ type: 'text' }, 'GB', 'GB'],
  [{ type: 'list' }, ['vip', 'new'], 'vip, new'],
  [{ type: 'list' }, [], 'none'],
  [{ type: 'money' }, undefined, 'not known'],
])('people read %j of %j as %s', (spec, value, text) => {
  expect(readValue({ name: 'f', type: 'number', label: 'Fact', meaning: '', ...spec }, value, WORDS)).toBe(text)
})
