import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../app/config.ts'

const GOOD = { SHOPIFY_API_KEY: 'key', SHOPIFY_API_SECRET: 'secret', ENCRYPTION_KEY: 'k'.repeat(32) }

describe('the configuration', () => {
  test('.env.example explains exactly the variables that are read', () => {
    const read = new Set<string>()
    const listening: Record<string, string | undefined> = new Proxy(GOOD, {
      get: (target, name) => {
        read.add(String(name))
        return Reflect.get(target, name)
      },
    })
    readConfig(listening)

    const explained = readFileSync('.env.example', 'utf8')
      .split('\n')
      .flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
    // Whether this is production is the host's word, not a setting of the app.
    read.delete('NODE_ENV')
    expect([...read].sort()).toEqual(explained.sort())
  })

  test('names everything that is missing or wrong at once', () => {
    const read = () => readConfig({ PORT: 'abc', SETTLE_MS: '-1', ENCRYPTION_KEY: 'short', APP_URL: 'nowhere' })

    for (const name of ['SHOPIFY_API_KEY', 'SHOPIFY_API_SECRET', 'PORT', 'SETTLE_MS', 'ENCRYPTION_KEY', 'APP_URL']) {
      expect(read).toThrow(name)
    }
  })

  test('a development session is refused in production', () => {
    const environment = { ...GOOD, SESSION_TOKEN_URL: 'http://127.0.0.1:4000/token' }

    expect(() => readConfig({ ...environment, NODE_ENV: 'production' })).toThrow('SESSION_TOKEN_URL')
    expect(readConfig(environment).sessionTokenUrl).toBe('http://127.0.0.1:4000/token')
  })

  test('messages into the own network are a thing of development', () => {
    const environment = { ...GOOD, NOTIFY_PRIVATE_ADDRESSES: 'allowed' }

    expect(readConfig(GOOD).privateAddresses).toBe('refused')
    expect(readConfig(environment).privateAddresses).toBe('allowed')
    expect(() => readConfig({ ...environment, NODE_ENV: 'production' })).toThrow('NOTIFY_PRIVATE_ADDRESSES')
    expect(() => readConfig({ ...GOOD, NOTIFY_PRIVATE_ADDRESSES: 'yes' })).toThrow('expected refused or allowed')
  })

  test('several encryption keys rotate, the first one sealing', () => {
    const keys = ['a'.repeat(32), 'b'.repeat(40)]

    expect(readConfig({ ...GOOD, ENCRYPTION_KEY: keys.join(', ') }).encryptionKeys).toEqual(keys)
  })
})
