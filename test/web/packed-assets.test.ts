import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { adminPages } from '../../app/web/admin-pages.ts'
import { packAssets } from '../../app/web/packed-assets.ts'

const SCRIPT = `export const words = ${JSON.stringify('ein langer Satz über alles – '.repeat(200))}\n`
const STYLE = '.card { color: red }\n'

/** The pages as a build leaves them, served. */
const openPages = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<html><head></head></html>')
  writeFileSync(join(folder, 'assets/index-a1.js'), SCRIPT)
  writeFileSync(join(folder, 'assets/card-b2.css'), STYLE)
  writeFileSync(join(folder, 'assets/photo-c3.png'), Buffer.alloc(5_000))
  await packAssets(join(folder, 'assets'))

  const server = createServer(express().use(adminPages({ folder, sessionTokenUrl: undefined }))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  /** As a browser that takes these encodings, with the body as it came over the wire. */
  const get = (path: string, takes?: string, held?: string) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
      const headers = {
        connection: 'close',
        ...(takes === undefined ? {} : { 'accept-encoding': takes }),
        ...(held === undefined ? {} : { 'if-none-match': held }),
      }
      const call = request({ port, path, headers }, async (answer) =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: await buffer(answer) }),
      )
      call.once('error', reject)
      call.end()
    })
  return { folder, get }
}

test.each([
  { takes: 'gzip, deflate, br, zstd', encoding: 'br', unpack: brotliDecompressSync },
  { takes: 'gzip, deflate', encoding: 'gzip', unpack: gunzipSync },
  { takes: 'br;q=0, gzip', encoding: 'gzip', unpack: gunzipSync },
  { takes: 'identity', encoding: undefined, unpack: (bytes: Buffer) => bytes },
  { takes: undefined, encoding: undefined, unpack: (bytes: Buffer) => bytes },
])('a browser that takes $takes gets a script so, to keep for ever', async ({ takes, encoding, unpack }) => {
  const { get } = await openPages()

  const { status, headers, body } = await get('/assets/index-a1.js', takes)

  expect(status).toBe(200)
  expect(headers['content-encoding']).toBe(encoding)
  expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(headers.vary).toBe('Accept-Encoding')
  expect(Number(headers['content-length'])).toBe(body.length)
  expect(unpack(body).toString()).toBe(SCRIPT)
  if (encoding !== undefined) expect(body.length).toBeLessThan(SCRIPT.length / 10)
})

test('each copy has a tag of its own, and what did not change is not sent again', async () => {
  const { get } = await openPages()
  const [packed, plain] = [await get('/assets/index-a1.js', 'br'), await get('/assets/index-a1.js')]

  expect(packed.headers.etag).not.toBe(plain.headers.etag)
  expect(await get('/assets/index-a1.js', 'br', String(packed.headers.etag))).toMatchObject({ status: 304 })
  expect(await get('/assets/index-a1.js', 'br', String(plain.headers.etag))).toMatchObject({ status: 200 })
})

test('what is small, or packed in itself, is sent as it is', async () => {
  const { folder, get } = await openPages()

  const [style, photo] = [await get('/assets/card-b2.css', 'br'), await get('/assets/photo-c3.png', 'br')]

  expect(readdirSync(join(folder, 'assets')).sort()).toEqual([
    'card-b2.css',
    'index-a1.js',
    'index-a1.js.br',
    'index-a1.js.gz',
    'photo-c3.png',
  ])
  expect(style).toMatchObject({ status: 200, body: Buffer.from(STYLE) })
  expect(style.headers).toMatchObject({ 'content-type': 'text/css; charset=utf-8', vary: 'Accept-Encoding' })
  expect(photo.headers).not.toHaveProperty('content-encoding')
})

test.each(['/assets/gone-d4.js', '/assets/..%2findex.html', '/assets/%2e%2e/index.html', '/assets/../../package.json'])(
  'there is nothing at %s',
  async (path) => {
    const { get } = await openPages()

    const { headers, body } = await get(path, 'br')

    expect(headers).not.toHaveProperty('content-encoding')
    expect(body.toString()).not.toMatch(/"name"/)
  },
)

test('the page itself is never kept', async () => {
  const { get } = await openPages()

  expect((await get('/tasks', 'br')).headers['cache-control']).toBe('no-store')
})
