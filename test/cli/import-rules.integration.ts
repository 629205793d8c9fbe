import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { openStore } from '../../app/store/open-store.ts'
import { tagRule } from '../journeys/stories/rules.ts'
import { openShop } from '../store/open-test-store.ts'
import { openFolder, perennial } from './run-perennial.ts'

afterEach(() => vi.unstubAllEnvs())

const SHOP = 'ada.myshopify.com'

/** A shop in a database of its own, and a folder of rules to be imported into it. */
const openImport = async () => {
  const [data, rules] = [openFolder(), openFolder()]
  vi.stubEnv('DATABASE_URL', '')
  vi.stubEnv('DATA_DIR', data)
  const inStore = async <Result>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<Result>) => {
    const store = await openStore({ folder: join(data, 'database') })
    return work(store).finally(store.close)
  }
  const statesOf = () => inStore(async (store) => (await store.rules.list(SHOP)).map(({ state }) => state))
  await inStore((store) => openShop(store, { id: SHOP }))
  const importing = () => perennial(['import', rules, '--shop', SHOP, '--yes'])
  return { rules, inStore, statesOf, importing }
}

test('a rule that writes to customers is not imported as live while the shop has no mail tool', async () => {
  const { rules, inStore, statesOf, importing } = await openImport()
  const notify = { type: 'customer.notify', params: { message: 'win-back' } }
  writeFileSync(join(rules, 'win-back.json'), JSON.stringify(tagRule('Win-back', { actions: [notify] })))
  const asState = (state: string) =>
    writeFileSync(join(rules, 'shop-rules.jsonl'), `{"file":"win-back.json","id":"rul_1","state":"${state}"}\n`)

  asState('live')
  const refused = await importing()
  expect(await statesOf()).toEqual([])
  asState('draft')
  const asDraft = await importing()
  expect(await statesOf()).toEqual(['draft'])
  await inStore((store) => store.mailTools.setAddress(SHOP, 'https://mail.example.com', 'sealed'))
  asState('live')
  const asLive = await importing()

  expect([refused.exitCode, asDraft.exitCode, asLive.exitCode]).toEqual([2, 0, 0])
  expect(refused.stderr).toMatch(/Win-back would be live.*Settings, or import as drafts/)
  expect(await statesOf()).toEqual(['live'])
})

test('a rule that gives more than the shop lets its rules give is not imported as live', async () => {
  const { rules, inStore, statesOf, importing } = await openImport()
  const code = { type: 'discount.code', params: { percent: 40 } }
  writeFileSync(join(rules, 'large.json'), JSON.stringify(tagRule('Large', { actions: [code] })))
  writeFileSync(join(rules, 'shop-rules.jsonl'), `{"file":"large.json","id":"rul_1","state":"live"}\n`)

  const refused = await importing()
  expect(await statesOf()).toEqual([])
  await inStore((store) => store.policies.set(SHOP, { discountCeilingPercent: 40 }, 'test'))
  const asLive = await importing()

  expect([refused.exitCode, asLive.exitCode]).toEqual([2, 0])
  expect(refused.stderr).toMatch(/Large \(40%\) would be live and give more than 25%.*Settings, or import as drafts/)
  expect(await statesOf()).toEqual(['live'])
})
