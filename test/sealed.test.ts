import { expect, test } from 'vitest'
import { open, seal, sealingKey } from '../app/sealed.ts'

const SHOP = 'ada.myshopify.com'
const key = sealingKey('a secret of at least thirty-two characters')
const older = sealingKey('the secret that was configured before this one')

test('a sealed text opens again and shows nothing of itself', () => {
  const sealed = seal('token of ada', key, SHOP)

  expect(sealed).not.toContain('token')
  expect(open(sealed, key, SHOP)).toBe('token of ada')
})

test('the same text is sealed differently every time', () => {
  expect(seal('token', key, SHOP)).not.toBe(seal('token', key, SHOP))
})

test('a text sealed with an earlier key opens while that key is still configured', () => {
  const sealed = seal('token', older, SHOP)

  expect(open(sealed, [key, older], SHOP)).toBe('token')
  expect(() => open(sealed, key, SHOP)).toThrow(/another key/)
})

test('a changed text, a text of another shop and nonsense do not open', () => {
  const sealed = seal('token', key, SHOP)
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')

  expect(() => open(changed, key, SHOP)).toThrow(/changed/)
  expect(() => open(sealed, key, 'other.myshopify.com')).toThrow(/changed/)
  expect(() => open('nonsense', key, SHOP)).toThrow(/another key/)
})
