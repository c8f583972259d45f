/**
 * Keeps requests that somebody else's answer leads to (redirects, links, pictures) out of private networks. The
 * resolved address is checked at connect time, so neither odd spellings nor DNS rebinding help.
 */

import type { LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** The code of the error with which a guarded look-up refuses an address. */
export const PRIVATE_ADDRESS = 'CHAPAR_PRIVATE_ADDRESS'

/** Azure's metadata service has a public address, which answers only from inside. */
const METADATA = new Set(['168.63.129.16'])

/** Whether an IP address is anything but a public unicast one; what is no IP address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '')
  if (isIP(bare) === 0) return true
  const parsed = ipaddr.parse(bare)
  if (parsed instanceof ipaddr.IPv4) return parsed.range() !== 'unicast' || METADATA.has(parsed.toString())
  if (parsed.isIPv4MappedAddress()) return isPrivateAddress(parsed.toIPv4Address().toString())
  const range = parsed.range()
  // NAT64 (64:ff9b::/96): the last 32 bits are the IPv4 address that is really reached.
  if (range === 'rfc6052' && parsed.parts[2] === 0) {
    return isPrivateAddress(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString())
  }
  return range !== 'unicast' || !parsed.match(ipaddr.IPv6.parse('2000::'), 3)
}

/** Whether the host of a URL is itself an IP address that `isPrivate` refuses; names are checked when they resolve. */
export function isPrivateHost(hostname: string, isPrivate: (address: string) => boolean): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) !== 0 && isPrivate(bare)
}

/** `lookup`, but an error with the code PRIVATE_ADDRESS as soon as one of the addresses is private. */
export function guardedLookup(
  lookup: LookupFunction,
  isPrivate: (address: string) => boolean,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      if (error !== null) return callback(error, address, family)
      const addresses: readonly (string | LookupAddress)[] = Array.isArray(address) ? address : [address]
      const refused = addresses.some((one) => isPrivate(typeof one === 'string' ? one : one.address))
      if (!refused) return callback(null, address, family)
      const refusal = Object.assign(new Error('resolves to a private address'), { code: PRIVATE_ADDRESS })
      callback(refusal, address, family)
    })
  }
}
