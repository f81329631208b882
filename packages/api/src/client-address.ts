import { BlockList, isIP } from 'node:net'

/** Who asks, seen through the proxies in front of this node. */
export type ClientAddress = (
  /** Who is connected to us. */
  remote: string | undefined,
  /** The header `X-Forwarded-For`. */
  forwarded: string | readonly string[] | undefined,
) => string

/**
 * Counts attempts by the client's own address, also where a balancer or a proxy for TLS stands between:
 * without it everybody would be the proxy, and ten wrong passwords of one would turn all others away.
 * `trusted`: addresses and networks (`10.0.0.0/8`) of the proxies; what anybody else writes into the
 * header is not believed. Throws for a text that is no address.
 */
export function createClientAddress(trusted: readonly string[]): ClientAddress {
  const proxies = new BlockList()
  for (const text of trusted) addTo(proxies, text)
  const isProxy = (address: string) => {
    const family = isIP(address)
    return family !== 0 && proxies.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }

  return (remote, forwarded) => {
    let address = plain(remote ?? 'unknown')
    const hops = [forwarded ?? []].flat().join(',').split(',')
    for (const hop of hops.map((text) => plain(text.trim())).reverse()) {
      if (!isProxy(address) || isIP(hop) === 0) break
      address = hop
    }
    return address
  }
}

function addTo(proxies: BlockList, text: string): void {
  const [address = '', bits] = text.split('/')
  const family = isIP(address)
  const most = family === 6 ? 128 : 32
  const prefix = bits === undefined ? most : Number(bits)
  if (family === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > most) {
    throw new Error(`"${text}": expected an address, or a network such as 10.0.0.0/8`)
  }
  proxies.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4')
}

/** An IPv4 address as a socket for both families shows it. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
