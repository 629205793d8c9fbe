import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { API_VERSION } from '../../app/shopify/library.ts'
import { folderOf } from './open-page.ts'

const shape = z.object({
  api_version: z.literal(API_VERSION),
  extensions: z.tuple([
    z.object({
      type: z.enum(['ui_extension', 'function']),
      handle: z.string(),
      uid: z.uuid(),
      targeting: z.array(z.object({ target: z.string(), module: z.string().optional() })),
      capabilities: z.object({ network_access: z.boolean() }).optional(),
    }),
  ]),
})

const extensions = readdirSync(folderOf('.')).flatMap((folder) => {
  const file = join(folderOf(folder), 'shopify.extension.toml')
  return existsSync(file) ? [{ folder, toml: shape.parse(parse(readFileSync(file, 'utf8'))) }] : []
})
const blocks = extensions.filter(({ toml }) => toml.extensions[0].type === 'ui_extension')

test('each extension has a number of its own, and its folder’s name', () => {
  const declared = extensions.map(({ toml }) => toml.extensions[0])

  expect(new Set(declared.map(({ uid }) => uid)).size).toBe(declared.length)
  expect(declared.map(({ handle }) => handle)).toEqual(extensions.map(({ folder }) => folder))
})

test.each(blocks)('the modules of $folder are there', ({ folder, toml }) => {
  for (const { module = 'none' } of toml.extensions[0].targeting)
    expect(existsSync(join(folderOf(folder), module)), module).toBe(true)
})

test('each place has one block, and those outside the admin may ask over the network', () => {
  const places = blocks.flatMap(({ toml }) => {
    const [{ targeting, capabilities }] = toml.extensions
    return targeting.map(({ target }) => ({ target, mayAsk: capabilities?.network_access === true }))
  })

  expect(places.sort((left, right) => (left.target < right.target ? -1 : 1))).toEqual([
    { target: 'admin.customer-details.block.render', mayAsk: false },
    { target: 'customer-account.profile.block.render', mayAsk: true },
    { target: 'purchase.checkout.block.render', mayAsk: true },
    { target: 'purchase.thank-you.block.render', mayAsk: true },
  ])
})
