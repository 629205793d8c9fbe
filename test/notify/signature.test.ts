import { expect, test } from 'vitest'
import { signatureOf } from '../../app/notify/signature.ts'

const AT = Date.parse('2026-11-22T12:00:00.900Z')

test('a signature is HMAC-SHA256 over time and body', () => {
  // printf '%s' '1795348800.{"a":"ä"}' | openssl dgst -sha256 -hmac secret
  expect(signatureOf('{"a":"ä"}', 'secret', AT)).toBe(
    't=1795348800,v1=f86edf6a271696ffb3005a714b096f57c4bd8de07caeb0420b51e057e94c8870',
  )
})

test.each([
  { other: 'body', signature: signatureOf('{"a":2}', 'secret', AT) },
  { other: 'secret', signature: signatureOf('{"a":1}', 'Secret', AT) },
  { other: 'second', signature: signatureOf('{"a":1}', 'secret', AT + 1000) },
])('another $other gives another signature', ({ signature }) => {
  expect(signature.split(',v1=')[1]).not.toBe(signatureOf('{"a":1}', 'secret', AT).split(',v1=')[1])
})
