import { expect, test } from 'vitest'
import { createDrafts } from '../../app/admin/rules/drafts.ts'
import { createTab } from './create-tab.ts'

test('a draft is found again by the next page of the same tab', () => {
  const tab = createTab()

  createDrafts(tab, 'a.myshopify.com').keep('r1', { text: '{"na', version: 3 })

  expect(createDrafts(tab, 'a.myshopify.com').read('r1')).toEqual({ text: '{"na', version: 3 })
})

test('a draft belongs to one rule of one shop', () => {
  const tab = createTab()

  createDrafts(tab, 'a.myshopify.com').keep('r1', { text: '{}', version: 1 })

  expect(createDrafts(tab, 'a.myshopify.com').read('r2')).toBeUndefined()
  expect(createDrafts(tab, 'b.myshopify.com').read('r1')).toBeUndefined()
})

test('a dropped draft is gone, and what is no draft is none', () => {
  const tab = createTab()
  const drafts = createDrafts(tab, 'a.myshopify.com')

  drafts.keep('r1', { text: '{}', version: 1 })
  drafts.drop('r1')
  for (const junk of ['not json', '{"text":1}']) {
    tab.setItem('perennial.draft:a.myshopify.com:r2', junk)
    expect(drafts.read('r2')).toBeUndefined()
  }

  expect(drafts.read('r1')).toBeUndefined()
})
