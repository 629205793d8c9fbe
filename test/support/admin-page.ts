import { mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { buildAdmin } from '../demo/build-admin.ts'
import type { OpenShop, StartedApp } from './start-app.ts'
import { until } from './start-app.ts'

/** The admin of one shop in a browser of its own; `complaints` is what the browser's console was told. */
export type AdminPage = {
  readonly page: Page
  readonly complaints: readonly string[]
  /** Opens a page of the admin: '/tasks'. */
  readonly open: (path: string) => Promise<void>
  readonly close: () => Promise<void>
}

export type Screen = { readonly width: number; readonly height: number }
export const LAPTOP: Screen = { width: 1280, height: 900 }
export const PHONE: Screen = { width: 360, height: 780 }

export const openAdmin = async (
  browser: Browser,
  { app }: StartedApp,
  { domain }: Pick<OpenShop, 'domain'>,
  screen: Screen = LAPTOP,
): Promise<AdminPage> => {
  const context = await browser.newContext({ viewport: screen, locale: 'en-GB' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return {
    page,
    complaints,
    open: async (path) => {
      const address = new URL(path, app.url)
      address.searchParams.set('shop', domain)
      await page.goto(address.href)
    },
    close: () => context.close(),
  }
}

/** Everything that axe finds serious or critical on the page as it is, each with its place. */
export const barriersOn = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** How many pixels the page is wider than the screen. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const LOCK = join(tmpdir(), 'perennial-admin-build')
const STALE_MS = 120_000

/** Builds the admin unless it is built: once, also where test files run beside each other. */
export const ensureAdmin = async (): Promise<void> => {
  await until(takeLock, 'the admin is built by another test file', STALE_MS)
  try {
    await buildAdmin(() => undefined)
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

/** A folder can be made by one process only; one left behind by a process that died is taken over. */
const takeLock = (): boolean => {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    const heldSince = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - heldSince > STALE_MS) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}
