import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { messageOf } from '../../app/errors.ts'
import { CannotStart, type DemoOptions, UsageError } from './options.ts'

const stored = z.object({
  domain: z.string(),
  apiKey: z.string(),
  apiSecret: z.string(),
  encryptionKey: z.string(),
  /** What the run is of: another run must not go on in its folder. */
  run: z.record(z.string(), z.unknown()),
})
export type RunFolder = z.infer<typeof stored> & { readonly path: string; readonly isNew: boolean }

/** The data folder with what must outlive a restart: the shop's name and the app's secrets. */
export const openRunFolder = (options: DemoOptions): RunFolder => {
  const path = resolve(options.dataFolder ?? defaultFolder(options))
  const file = join(path, 'demo.json')
  const run = {
    orders: options.orders === undefined ? null : resolve(options.orders),
    refunds: options.refunds === undefined ? null : resolve(options.refunds),
    live: options.live ?? null,
    duplicate: options.duplicate,
    shuffle: options.shuffle ?? null,
  }
  const held = readHeld(file)
  if (held !== undefined) {
    if (JSON.stringify(held.run) !== JSON.stringify(run)) {
      throw new UsageError(`${path} holds a run of other options: choose another --data, or remove the folder`)
    }
    return { ...held, path, isNew: false }
  }
  const fresh = {
    // On a PostgreSQL that several runs share, each has its own shop.
    domain: process.env.DATABASE_URL
      ? `perennial-demo-${randomBytes(4).toString('hex')}.myshopify.com`
      : 'perennial-demo.myshopify.com',
    apiKey: randomBytes(16).toString('hex'),
    apiSecret: randomBytes(24).toString('hex'),
    encryptionKey: randomBytes(32).toString('hex'),
    run,
  }
  try {
    mkdirSync(path, { recursive: true })
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600 })
  } catch (error) {
    throw new CannotStart(`The data folder ${path} cannot be written: ${messageOf(error)}`)
  }
  return { ...fresh, path, isNew: true }
}

const defaultFolder = ({ orders }: DemoOptions): string =>
  orders === undefined
    ? '.perennial/demo'
    : `.perennial/run-${new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}-${randomBytes(2).toString('hex')}`

const readHeld = (file: string) => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  return stored.parse(JSON.parse(text))
}
