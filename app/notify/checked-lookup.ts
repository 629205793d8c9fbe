import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

/** A name that leads into a private network. */
export class PrivateAddress extends Error {
  readonly code = 'PRIVATE_ADDRESS'
}

/**
 * Looks a name up for a connection, which is then made to these very addresses: a name that leads elsewhere a moment later
 * gains nothing. One private address among several is enough to refuse them all.
 */
export const checkedLookup: LookupFunction = (name, options, callback) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const [first] = addresses
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddress(`${name} lies inside a private network`), [])
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
  })
}
