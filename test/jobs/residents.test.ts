import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createResidents } from '../../app/jobs/residents.ts'
import { createLog } from '../../app/log.ts'

const open = (work: (shop: string) => Promise<number | null>, atOnce = 2) =>
  createResidents({ name: 'test', work, atOnce, log: createLog('silent') })

test('a shop is worked until nothing is left, and not again until it is woken', async () => {
  const answers: (number | null)[] = [1, 5, null]
  let visits = 0
  const { wake, stop } = open(async () => {
    visits++
    return answers.shift() ?? null
  })

  wake('a')
  await expect.poll(() => visits).toBe(3)
  await sleep(30)
  expect(visits).toBe(3)

  wake('a')
  await expect.poll(() => visits).toBe(4)
  await stop()
})

test('a shop is worked in one place at a time, and once more when it was woken meanwhile', async () => {
  const started: PromiseWithResolvers<void>[] = []
  let inside = 0
  let most = 0
  const { wake, stop } = open(async () => {
    most = Math.max(most, ++inside)
    const held = Promise.withResolvers<void>()
    started.push(held)
    await held.promise
    inside--
    return null
  })

  wake('a')
  await expect.poll(() => started.length).toBe(1)
  for (let ring = 0; ring < 5; ring++) wake('a')
  started[0]?.resolve()
  await expect.poll(() => started.length).toBe(2)
  started[1]?.resolve()
  await stop()

  expect([most, started.length]).toEqual([1, 2])
})

test('only so many shops are worked at once, and one that waits keeps no other from working', async () => {
  let inside = 0
  let most = 0
  const served = new Set<string>()
  const { wake, stop } = open(async (shop) => {
    most = Math.max(most, ++inside)
    await sleep(2)
    inside--
    served.add(shop)
    return shop.startsWith('waiting') ? 10_000 : null
  })
  const shops = [...Array.from({ length: 6 }, (_, index) => `waiting ${index}`), 'quick']

  for (const shop of shops) wake(shop)

  await expect.poll(() => served).toEqual(new Set(shops))
  expect(most).toBe(2)
  await stop()
})

test('a shop that waits is worked at once when it is woken', async () => {
  let visits = 0
  const { wake, stop } = open(async () => {
    visits++
    return 30_000
  })

  wake('a')
  await expect.poll(() => visits).toBe(1)
  await sleep(5)
  wake('a')

  await expect.poll(() => visits).toBe(2)
  await stop()
})

test('a failure is tried again, and stops no other shop', async () => {
  const visits: string[] = []
  const { wake, stop } = open(async (shop) => {
    visits.push(shop)
    if (shop === 'bad' && visits.filter((visit) => visit === 'bad').length === 1)
      throw new Error('the database said no')
    return null
  }, 1)

  wake('bad')
  wake('good')

  await expect.poll(() => visits, { timeout: 3_000 }).toEqual(['bad', 'good', 'bad'])
  await stop()
})

test('stopping waits for what is being worked, and starts nothing more', async () => {
  const visits: string[] = []
  let done = false
  const { wake, stop } = open(async (shop) => {
    visits.push(shop)
    await sleep(20)
    done = true
    return 1
  }, 1)
  wake('a')
  wake('b')
  await expect.poll(() => visits).toEqual(['a'])

  await stop()
  wake('c')

  expect(done).toBe(true)
  expect(visits).toEqual(['a'])
})
