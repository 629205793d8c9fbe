import { expect, test } from 'vitest'
import { createNotes } from '../../app/admin/tasks/notes.ts'
import { createTab } from './create-tab.ts'

test('a note is found again, by shop and by task', () => {
  const tab = createTab()
  createNotes(tab, 'a.myshopify.com').keep('task 1', 'She loved the teapot')

  expect(createNotes(tab, 'a.myshopify.com').read('task 1')).toBe('She loved the teapot')
  expect(createNotes(tab, 'a.myshopify.com').read('task 2')).toBe('')
  expect(createNotes(tab, 'b.myshopify.com').read('task 1')).toBe('')
})

test('a note of nothing but space is not kept', () => {
  const tab = createTab()
  const notes = createNotes(tab, 'a.myshopify.com')
  notes.keep('task 1', 'draft')

  notes.keep('task 1', ' \n')

  expect(tab).toHaveLength(0)
})
