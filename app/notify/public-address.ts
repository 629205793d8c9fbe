import { BlockList, isIP } from 'node:net'

/**
 * Whether an IP address is somebody's place on the open internet. An address that a merchant types must not lead into the
 * network that the app runs in: neither to the machine itself, nor to its neighbours, nor to a cloud's metadata service.
 */
export const isPublicAddress = (address: string): boolean => {
  const version = isIP(address)
  if (version === 4) return !RESERVED.check(address, 'ipv4')
  // IPv6 that carries an IPv4 address inside (mapped, translated) lies outside 2000::/3, or is listed.
  return version === 6 && !address.includes('%') && GLOBAL.check(address, 'ipv6') && !RESERVED.check(address, 'ipv6')
}

const listOf = (subnets: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', length] = subnet.split('/')
    list.addSubnet(network, Number(length), isIP(network) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

const GLOBAL = listOf(['2000::/3'])

/** The IANA registries of special-purpose addresses, and Azure's metadata service, which has an address of its own. */
const RESERVED = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
])
