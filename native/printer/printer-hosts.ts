/**
 * To which addresses a picture of a card may go: this computer, the private ranges, and what the policy adds. Asked when a printer is
 * chosen, at each print, and of every address that its name resolves to.
 */
import { lookup as lookupAll, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Loopback, RFC 1918, link-local (RFC 3927, RFC 4291) and unique local addresses (RFC 4193). */
const privateRanges = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '::1/128', 'fe80::/10', 'fc00::/7']

export interface PrinterHosts {
  /** A host as it stands in an address: a name is allowed as a name, before it is resolved. */
  allows(host: string): boolean
  /** For a connection: fails with `PRINTER_HOST_REFUSED` if any address of the name is not allowed. */
  readonly lookup: LookupFunction
}

export const PRINTER_HOST_REFUSED = 'PRINTER_HOST_REFUSED'

/** `added`: names, addresses and ranges of the policy, in lower case. */
export function createPrinterHosts(added: readonly string[], resolve: typeof lookupAll = lookupAll): PrinterHosts {
  const ranges = new BlockList()
  const names = new Set<string>()
  for (const entry of [...privateRanges, ...added]) {
    const [address = '', length] = entry.split('/')
    const family = isIP(address)
    if (family === 0) names.add(entry)
    else if (length === undefined) ranges.addAddress(address, family === 6 ? 'ipv6' : 'ipv4')
    else ranges.addSubnet(address, Number(length), family === 6 ? 'ipv6' : 'ipv4')
  }
  const isInside = (address: string): boolean => ranges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  const plainName = (host: string): string => host.toLowerCase().replace(/\.$/, '')

  return {
    allows: (host) => {
      if (isIP(host) !== 0) return isInside(host)
      const name = plainName(host)
      return name === 'localhost' || name.endsWith('.local') || names.has(name)
    },
    lookup: (host, options, found) => {
      resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
        if (error) return found(error, '')
        // The organisation named this host; its certificate says whether it is the one.
        const isNamed = names.has(plainName(host))
        if (addresses.length === 0 || (!isNamed && !addresses.every(({ address }) => isInside(address))))
          return found(Object.assign(new Error('not an address for a printer'), { code: PRINTER_HOST_REFUSED }), '')
        return options.all ? found(null, addresses) : found(null, addresses[0]!.address, addresses[0]!.family)
      })
    },
  }
}
