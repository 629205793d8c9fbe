import { expect, test } from 'vitest'
import { readEndpoint } from '../../app/notify/endpoint.ts'

const STRICT = { privateAddresses: 'refused' } as const
const LOOSE = { privateAddresses: 'allowed' } as const

test.each([
  'https://mail.example.com/perennial',
  ' https://mail.example.com ',
  'https://mail.example.com:8443/a?b=c',
  'https://8.8.8.8/x',
  'https://[2606:4700:4700::1111]/x',
  'HTTPS://MAIL.EXAMPLE.COM',
])('%j is taken', (text) => {
  expect(readEndpoint(text, STRICT)).toMatchObject({ valid: true })
})

test.each([
  ['', /not a web address/],
  ['mail.example.com', /not a web address/],
  ['https://', /not a web address/],
  ['http://mail.example.com', /must begin with https/],
  ['ftp://mail.example.com', /must begin with https/],
  ['file:///etc/passwd', /must begin with https/],
  ['https://ada:secret@mail.example.com', /user name or password/],
  ['https://mail.example.com/#part', /#part/],
  [`https://mail.example.com/${'x'.repeat(2000)}`, /2000 characters/],
  ['https://localhost/x', /private network/],
  ['https://LOCALHOST./x', /private network/],
  ['https://mail/x', /private network/],
  ['https://mail.internal', /private network/],
  ['https://printer.local', /private network/],
  ['https://a.localhost', /private network/],
  ['https://127.0.0.1', /private network/],
  ['https://127.1', /private network/],
  ['https://2130706433', /private network/],
  ['https://0x7f000001', /private network/],
  ['https://0177.0.0.1', /private network/],
  ['https://169.254.169.254/latest/meta-data', /private network/],
  ['https://[::1]', /private network/],
  ['https://[::ffff:127.0.0.1]', /private network/],
  ['https://[fd00:ec2::254]', /private network/],
])('%j is refused: %s', (text, says) => {
  const endpoint = readEndpoint(text, STRICT)

  expect(endpoint).toEqual({ valid: false, problem: expect.stringMatching(says) })
  expect(JSON.stringify(endpoint)).not.toContain('ada:secret')
})

test('development may send over plain http to the machine itself, and nowhere by another protocol', () => {
  expect(readEndpoint('http://127.0.0.1:4000/x', LOOSE)).toMatchObject({ valid: true })
  expect(readEndpoint('https://localhost', LOOSE)).toMatchObject({ valid: true })
  expect(readEndpoint('ftp://localhost', LOOSE)).toMatchObject({ valid: false })
})
