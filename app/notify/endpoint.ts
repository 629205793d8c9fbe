import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

export type Endpoint = { readonly valid: true; readonly url: URL } | { readonly valid: false; readonly problem: string }

/** `allowed`: plain http and addresses inside the own network, for development. */
export type Privacy = { readonly privateAddresses: 'allowed' | 'refused' }

const LONGEST = 2000
const EXAMPLE = 'such as https://mail.example.com/perennial'

/** An address as somebody typed it. What its name leads to is looked at when something is sent. */
export const readEndpoint = (text: string, { privateAddresses }: Privacy): Endpoint => {
  const written = text.trim()
  const isStrict = privateAddresses === 'refused'
  if (!URL.canParse(written)) return invalid(`This is not a web address. Expected one ${EXAMPLE}`)
  const url = new URL(written)
  if (written.length > LONGEST) return invalid(`The address is longer than ${LONGEST} characters`)
  if (url.protocol !== 'https:' && (isStrict || url.protocol !== 'http:'))
    return invalid(`The address must begin with https://, ${EXAMPLE}`)
  if (url.username !== '' || url.password !== '')
    return invalid('The address holds a user name or password. Leave it out: every message is signed instead')
  if (url.hash !== '') return invalid(`The address ends in ${url.hash}, which is never sent. Leave it out`)
  if (isStrict && !mayBePublic(hostOf(url)))
    return invalid(`${url.hostname} lies inside a private network. The mail tool must be reachable from the internet`)
  return { valid: true, url }
}

/** Without the brackets of IPv6 and the dot that ends a name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

const mayBePublic = (host: string): boolean =>
  isIP(host) === 0 ? host.includes('.') && !PRIVATE_NAME.test(host) : isPublicAddress(host)

const PRIVATE_NAME = /\.(?:localhost|local|internal|home\.arpa)$/

const invalid = (problem: string): Endpoint => ({ valid: false, problem })
