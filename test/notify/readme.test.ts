import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bodyOf } from '../../app/notify/message-body.ts'
import { signatureOf } from '../../app/notify/signature.ts'

const readme = readFileSync('README.md', 'utf8')
const codeIn = (language: string, holding: string): string =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^\`]*?(?:\`[^\`]+\`[^\`]*?)*)\`\`\``, 'g'))]
    .map(([, code = '']) => code)
    .find((code) => code.includes(holding)) ?? ''

const NOW = Date.now()
const BODY = '{"reason":"Größe"}'

/** The README's own lines, as somebody would copy them. */
const isOurs = (header: string | undefined, rawBody: string): unknown =>
  new Function(
    ...['request', 'rawBody', 'secret', 'createHmac', 'timingSafeEqual'],
    `${codeIn('js', 'perennial-signature')}; return isOurs`,
  )({ headers: { 'perennial-signature': header } }, Buffer.from(rawBody), 'secret', createHmac, timingSafeEqual)

test.each([
  { what: 'a message of ours', header: signatureOf(BODY, 'secret', NOW), body: BODY, is: true },
  { what: 'a changed body', header: signatureOf(BODY, 'secret', NOW), body: `${BODY} `, is: false },
  { what: 'another secret', header: signatureOf(BODY, 'other', NOW), body: BODY, is: false },
  { what: 'a message of ten minutes ago', header: signatureOf(BODY, 'secret', NOW - 600_000), body: BODY, is: false },
  { what: 'no signature', header: undefined, body: BODY, is: false },
  { what: 'a cut signature', header: signatureOf(BODY, 'secret', NOW).slice(0, -1), body: BODY, is: false },
])('who follows the README takes $what for ours: $is', ({ header, body, is }) => {
  expect(isOurs(header, body)).toBe(is)
})

test('a message has the fields that the README shows, in its order', () => {
  const shown: Record<string, string> = JSON.parse(codeIn('json', '"codeExpiresAt"'))
  const sent = bodyOf(shown.shop ?? '', {
    id: shown.id ?? '',
    customerId: shown.customerId ?? '',
    channel: 'email',
    orderId: shown.orderId ?? '',
    rule: shown.rule ?? '',
    reason: shown.reason ?? '',
    message: shown.message ?? '',
    text: null,
    code: shown.code ?? '',
    codeExpiresAt: Date.parse(shown.codeExpiresAt ?? ''),
    at: Date.parse(shown.at ?? ''),
  })

  expect(sent).toBe(JSON.stringify(shown))
})
