import { expect, test } from 'vitest'
import { neighbourOf } from '../../app/admin/tasks/neighbour.ts'

test.each([
  { ids: ['a', 'b', 'c'], leaving: 'b', next: 'c' },
  { ids: ['a', 'b', 'c'], leaving: 'c', next: 'b' },
  { ids: ['a'], leaving: 'a', next: undefined },
  { ids: ['a', 'b'], leaving: 'gone already', next: 'a' },
  { ids: [], leaving: 'a', next: undefined },
])('after $leaving of $ids comes $next', ({ ids, leaving, next }) => {
  expect(neighbourOf(ids, leaving)).toBe(next)
})
