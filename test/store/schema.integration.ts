import { expect, test } from 'vitest'
import { schemaDiff } from '../support/schema-diff.ts'

test('the migrations lead to the schema that the code is generated from', async () => {
  expect((await schemaDiff()).trim()).toBe('-- This is an empty migration.')
})
