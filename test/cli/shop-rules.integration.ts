import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { RuleDocument } from '../../app/rules/types.ts'
import { starterRules, tagRule, verdictsIn } from '../journeys/stories/rules.ts'
import type { AppApi } from '../support/app-api.ts'
import { createDatabase, serverUrl, type TestDatabase } from '../support/database.ts'
import { type StartedApp, startApp } from '../support/start-app.ts'
import { openFolder, perennial } from './run-perennial.ts'

/** `perennial export` and `import` on the database of an app that runs. */

/** Its keys in the order of the format, which the database does not keep, and texts that are easily spoilt on the way. */
const odd: RuleDocument = {
  format: 1,
  name: 'Très “odd”: 1 & 1 / 2',
  trigger: 'refund.created',
  conditions: {
    any: [
      { not: { fact: 'order.refundedShare', operator: 'equal', value: 1 } },
      { fact: 'order.previousAverageValue', operator: 'lessThan', value: { fact: 'order.total', times: 1.5 } },
    ],
  },
  actions: [{ type: 'customer.addTag', params: { tag: 'été – 日本 \\ "x"' } }],
  limits: { perCustomer: { times: 2, days: 30 }, coolDownDays: 7 },
  priority: 7,
  examples: [{ order: { refundedShare: 0.25 }, expect: 'granted' }],
}

const rulesIn = async (api: AppApi) =>
  (await api.rules())
    .map(({ name, state, document }) => ({ name, state, document }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
const documentsIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

describe.skipIf(serverUrl() === undefined)(
  'on PostgreSQL, needing a server in DATABASE_URL, beside the running app',
  () => {
    let app: StartedApp
    let database: TestDatabase

    beforeAll(async () => {
      database = await createDatabase(serverUrl() ?? '')
      app = await startApp({ environment: { DATABASE_URL: database.url } })
      vi.stubEnv('DATABASE_URL', database.url)
    })
    afterAll(async () => {
      vi.unstubAllEnvs()
      await app?.stop()
      await database?.drop()
    })

    test('a shop’s rules come into another shop as they were: words, order of keys, and which are live', async () => {
      const from = await app.openShop([...starterRules, odd])
      const to = await app.openShop()
      await from.api.createRule(tagRule('draft'))
      const [paused] = await from.api.rules()
      await from.api.setRuleState(paused?.id ?? '', 'paused', paused?.version ?? 0)
      const [folder, again] = [openFolder(), openFolder()]

      expect(await perennial(['export', '--shop', from.domain, '--to', folder])).toMatchObject({
        exitCode: 0,
        stderr: '',
      })
      expect(Object.values(documentsIn(folder)).map((text) => JSON.parse(text).name)).toHaveLength(6)
      expect(await perennial(['check', folder, '--currency', 'GBP'])).toMatchObject({ exitCode: 0 })
      expect(await perennial(['import', folder, '--shop', to.domain, '--yes'])).toMatchObject({
        exitCode: 0,
        stderr: '',
      })
      await perennial(['export', '--shop', to.domain, '--to', again])

      expect(await rulesIn(to.api)).toEqual(await rulesIn(from.api))
      expect(documentsIn(again)).toEqual(documentsIn(folder))
      expect(documentsIn(folder)['tres-odd-1-1-2.json']).toBe(`${JSON.stringify(odd, null, 2)}\n`)
    })

    describe('what is imported of a live rule', () => {
      const openChanged = async () => {
        const opened = await app.openShop([tagRule('regular')])
        const folder = openFolder()
        await perennial(['export', '--shop', opened.domain, '--to', folder])
        const file = join(folder, 'regular.json')
        const document: RuleDocument = JSON.parse(readFileSync(file, 'utf8'))
        writeFileSync(file, JSON.stringify({ ...document, name: 'renamed', limits: { coolDownDays: 30 } }))
        return { ...opened, folder, file, words: ['import', folder, '--shop', opened.domain, '--yes'] }
      }
      const CHANGES = 'regular: changed\n  /name: "regular" → "renamed"\n  /limits: added {"coolDownDays":30}\n'

      test('is a draft, and the version that was live stays so', async () => {
        const { domain, api, shop, settled, words } = await openChanged()

        const { exitCode, stdout } = await perennial(words)
        await shop.customerOrders()
        await settled()

        expect(exitCode).toBe(0)
        expect(stdout).toContain(
          `${CHANGES}  is saved as a draft; version 1 stays live, unless you add --live\n  When an order is paid`,
        )
        expect(await api.rules()).toMatchObject([{ name: 'regular', state: 'live', runs: 1, version: 2 }])
        expect(await verdictsIn(api)).toEqual(['regular: granted'])
        expect((await perennial(words)).stdout).toBe(
          `regular: left as it is\n  is the draft of version 2 already; version 1 stays live, unless you add --live\n${domain} has these 1 rules already as they are.\n`,
        )
      })

      test('takes its place where that is asked for, and the running app decides by it', async () => {
        const { api, shop, settled, words } = await openChanged()

        const { exitCode, stdout } = await perennial([...words, '--live'])
        await shop.customerOrders()
        await settled()

        expect(exitCode).toBe(0)
        expect(stdout).toContain(`${CHANGES}  takes the place of version 1 and is live at once\n`)
        expect(await api.rules()).toMatchObject([{ name: 'renamed', state: 'live', runs: 2, version: 2 }])
        expect(await verdictsIn(api)).toEqual(['renamed: granted'])
        expect((await api.ruleHistory((await api.rules())[0]?.id ?? '')).changes[0]).toMatchObject({
          ...{ what: 'state', version: 2, by: 'perennial import' },
        })
      })

      test('takes its place when it was saved as a draft before', async () => {
        const { api, words } = await openChanged()
        await perennial(words)

        const { stdout } = await perennial([...words, '--live'])

        expect(stdout).toContain(`${CHANGES}  takes the place of version 1 and is live at once\n`)
        expect(await api.rules()).toMatchObject([{ runs: 2, version: 2, differsFromLive: false }])
      })

      test('is left out while it is a draft in the shop: what runs is exported', async () => {
        const { domain, words, folder, file } = await openChanged()
        await perennial(words)

        const { stdout } = await perennial(['export', '--shop', domain, '--to', folder, '--yes'])

        expect(stdout).toContain('regular: version 2 is a draft and is left out; version 1 runs\n')
        expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(tagRule('regular'))
      })

      test('is live for as many as the list says', async () => {
        const { api, folder, file, words } = await openChanged()
        writeFileSync(file, JSON.stringify(tagRule('regular')))
        const index = join(folder, 'shop-rules.jsonl')
        writeFileSync(index, readFileSync(index, 'utf8').replace('"share":100', '"share":20'))

        const { stdout } = await perennial(words)

        expect(stdout).toContain('regular: changed\n  state: live → live for 20% of the customers\n')
        expect(await api.rules()).toMatchObject([{ state: 'live', share: 20, runs: 1, version: 1 }])
      })

      test('stays live where the list knows it as the draft that it was', async () => {
        const { api, folder, file, words } = await openChanged()
        writeFileSync(file, JSON.stringify(tagRule('regular')))
        const index = join(folder, 'shop-rules.jsonl')
        writeFileSync(index, readFileSync(index, 'utf8').replace('"live"', '"draft"'))

        const { exitCode, stdout } = await perennial(words)

        expect(exitCode).toBe(0)
        expect(stdout).toContain('regular: left as it is\n  stays live: it cannot become draft any more\n')
        expect(await api.rules()).toMatchObject([{ state: 'live', version: 1 }])
      })
    })

    describe('nothing changes before somebody agrees', () => {
      const openChanged = async () => {
        const { domain, api } = await app.openShop([tagRule('kept'), tagRule('other')])
        const folder = openFolder()
        await perennial(['export', '--shop', domain, '--to', folder])
        const file = join(folder, 'kept.json')
        writeFileSync(file, JSON.stringify(tagRule('kept', { priority: 90 })))
        writeFileSync(join(folder, 'new.json'), JSON.stringify(tagRule('new')))
        return { domain, folder, file, before: await rulesIn(api), now: () => rulesIn(api) }
      }

      test.each([
        { what: 'a dry run', words: ['--dry-run'], typed: undefined, ends: 0, says: '' },
        {
          what: 'nobody there',
          words: [],
          typed: undefined,
          ends: 1,
          says: 'Nothing was changed. Add --yes to do it.\n',
        },
        { what: 'a no', words: [], typed: 'n', ends: 1, says: 'Nothing was changed.\n' },
      ])('in a shop, with $what', async ({ words, typed, ends, says }) => {
        const { domain, folder, before, now } = await openChanged()

        const ended = await perennial(
          ['import', folder, '--shop', domain, ...words],
          typed === undefined ? {} : { types: typed },
        )

        expect(ended.exitCode).toBe(ends)
        expect(ended.stdout).toContain('kept: changed\n  /priority: added 90\n')
        expect(ended.stdout).toContain('new: new, draft\n  When an order is paid')
        expect(ended.stdout).not.toContain('other')
        expect(ended.stderr.endsWith(says)).toBe(true)
        expect(await now()).toEqual(before)
      })

      test('in a shop, but then', async () => {
        const { domain, folder, now } = await openChanged()

        const { exitCode, stdout, stderr } = await perennial(['import', folder, '--shop', domain, '--live'], {
          types: 'y',
        })

        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: `Change 2 rules of ${domain}? [y/N] ` })
        expect(stdout).toContain(`2 rules of ${domain} were changed.\n`)
        expect(await now()).toMatchObject([
          { name: 'kept', state: 'live', document: { priority: 90 } },
          { name: 'new', state: 'draft' },
          { name: 'other', state: 'live' },
        ])
        expect((await perennial(['import', folder, '--shop', domain])).stdout).toBe(
          `${domain} has these 3 rules already as they are.\n`,
        )
      })

      test('in files that differ from the shop', async () => {
        const { domain, folder, file } = await openChanged()
        const changed = readFileSync(file, 'utf8')

        const asked = await perennial(['export', '--shop', domain, '--to', folder])
        expect(asked).toMatchObject({
          exitCode: 1,
          stdout: `${file}: differs from the shop\n  /priority: removed 90\n`,
          stderr: 'Write over these files? [y/N] Nothing was changed. Add --yes to do it.\n',
        })
        expect(readFileSync(file, 'utf8')).toBe(changed)

        const agreed = await perennial(['export', '--shop', domain, '--to', folder, '--yes'])
        expect(agreed).toMatchObject({ exitCode: 0, stderr: '' })
        expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(tagRule('kept'))
        expect((await perennial(['export', '--shop', domain, '--to', folder])).stdout).toBe(
          `${folder} holds the 2 rules of ${domain} as they are.\n`,
        )
      })

      test('and rules that only the shop has are left as they are, and named', async () => {
        const { domain, file, now } = await openChanged()

        const { exitCode, stdout } = await perennial(['import', file, '--shop', domain, '--yes'])

        expect(exitCode).toBe(0)
        expect(stdout).toContain('other: only in the shop, left as it is\n')
        expect(await now()).toHaveLength(2)
      })
    })

    test('a folder with one bad file changes nothing, and every problem is named', async () => {
      const { domain, api } = await app.openShop()
      const folder = openFolder()
      writeFileSync(join(folder, 'a.json'), JSON.stringify(tagRule('good')))
      writeFileSync(join(folder, 'b.json'), JSON.stringify({ ...tagRule('bad'), format: 2, priority: 'high' }))

      const { exitCode, stdout, stderr } = await perennial(['import', folder, '--shop', domain, '--yes'])

      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
      expect(stderr.trimEnd().split('\n')).toEqual([
        expect.stringMatching(/b\.json: \/format: .*found 2, expected 1/),
        expect.stringMatching(/b\.json: \/priority: .*found "high"/),
      ])
      expect(await rulesIn(api)).toEqual([])
    })

    test('a shop without the app is refused', async () => {
      const ended = await perennial(['export', '--shop', 'nowhere', '--to', openFolder()])

      expect(ended).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'The app is not installed in nowhere.myshopify.com\n',
      })
    })
  },
)

describe('on PGlite, whose folder serves one process', () => {
  let app: StartedApp

  beforeAll(async () => {
    app = await startApp()
    vi.stubEnv('DATABASE_URL', '')
    vi.stubEnv('DATA_DIR', app.dataFolder)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await app?.stop()
  })

  test('the running app keeps the folder; stopped, it gives its rules and takes them back', async () => {
    const { domain, api } = await app.openShop([odd])
    const folder = openFolder()
    const words = ['export', '--shop', domain, '--to', folder]

    expect(await perennial(words)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `The app is running on ${app.dataFolder} (process ${app.app.pid()}): stop it first, or use PostgreSQL\n`,
    })
    await app.restart('SIGTERM', async () => {
      expect(await perennial(words)).toMatchObject({ exitCode: 0, stderr: '' })
      writeFileSync(join(folder, 'new.json'), JSON.stringify(tagRule('new')))
      expect(await perennial(['import', folder, '--shop', domain, '--yes'])).toMatchObject({ exitCode: 0, stderr: '' })
    })

    expect(await rulesIn(api)).toMatchObject([
      { name: odd.name, state: 'live', document: odd },
      { name: 'new', state: 'draft' },
    ])
  })

  test('a folder without a database is refused', async () => {
    vi.stubEnv('DATA_DIR', openFolder())

    const { exitCode, stderr } = await perennial(['export', '--shop', 'any', '--to', openFolder()])

    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^There is no database in .*: set DATABASE_URL, or DATA_DIR to the app's data folder\n$/)
  })
})
