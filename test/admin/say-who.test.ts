import { expect, test } from 'vitest'
import { sayWho } from '../../app/admin/format/say-who.ts'

test.each([
  { by: 'Sam', me: { id: '1', name: 'Sam' }, says: 'you' },
  { by: 'user 1', me: { id: '1', name: null }, says: 'you' },
  { by: 'user 1', me: { id: '1', name: 'Sam' }, says: 'you' },
  { by: 'Ines', me: { id: '1', name: 'Sam' }, says: 'Ines' },
  { by: 'user 2', me: { id: '1', name: null }, says: 'somebody who has told no name' },
])('$by is $says to $me.name', ({ by, me, says }) => {
  expect(sayWho(by, me)).toBe(says)
})
