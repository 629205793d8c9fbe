import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import { preferPacked } from './packed-assets.ts'

export type AdminOptions = {
  /** The built pages. */
  readonly folder: string
  /** Where a page outside the Shopify admin gets its session tokens; development only. */
  readonly sessionTokenUrl: string | undefined
}

/** The admin's pages: hashed assets for ever, the page itself never cached. Any other path is the page: it routes by itself. */
export const adminPages = ({ folder, sessionTokenUrl }: AdminOptions): Router => {
  const session =
    sessionTokenUrl === undefined
      ? ''
      : `<meta name="perennial-session-url" content="${escapeAttribute(sessionTokenUrl)}">`
  const connect = sessionTokenUrl === undefined ? '' : ` ${new URL(sessionTokenUrl).origin}`
  const assets = join(folder, 'assets')
  return Router()
    .use('/assets', preferPacked(assets))
    .use('/assets', express.static(assets, { immutable: true, maxAge: '1y', fallthrough: false }))
    .get(/.*/, (request, response) => {
      const shop =
        typeof request.query.shop === 'string' && /^[a-z0-9-]+\.myshopify\.com$/.test(request.query.shop)
          ? request.query.shop
          : null
      response.set({
        'cache-control': 'no-store',
        'content-security-policy': [
          `frame-ancestors ${shop === null ? "'none'" : `https://${shop} https://admin.shopify.com`}`,
          "default-src 'self'",
          "style-src 'self' 'unsafe-inline' https://cdn.shopify.com",
          "font-src 'self' https://cdn.shopify.com",
          "img-src 'self' data: https://cdn.shopify.com",
          `connect-src 'self'${connect}`,
          "object-src 'none'",
          "base-uri 'none'",
        ].join('; '),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
      })
      response.type('html').send(readPage(folder).replace('</head>', `${session}</head>`))
    })
}

const readPage = (folder: string): string => {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8')
  } catch {
    return '<!doctype html><html lang="en"><head><title>Perennial</title></head><body><p>The pages are not built yet: run <code>npm run build</code>.</p></body></html>'
  }
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
