import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import type { Config } from '../config/config-schema.ts'

/** Where clouds tell a machine its credentials; no one has a reason to ask there through us. */
const METADATA_HOSTS = ['metadata.google.internal', 'metadata.goog', 'instance-data']
const METADATA_ADDRESSES = ['169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254']

export type OutboundRules = {
  outbound: Config['outbound']
  /** `host:port` of the product's own parts, which every list lets through */
  own: readonly string[]
}

/**
 * Throws a plain error, whose message is a sentence, unless the address may be called: not a cloud's metadata address, in no
 * entry of `outbound.deny`, and in one of `outbound.allow` when there are any. Entries are host names, addresses or CIDR
 * ranges; a name is also held against them by the addresses that it has at this moment.
 */
export async function checkOutboundAddress(url: URL, { outbound, own }: OutboundRules): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (own.includes(`${host}:${port}`)) return
  const addresses = await addressesOf(host)
  const refused = new Error(`The address ${url.host} may not be called: see outbound.allow and outbound.deny`)
  if (METADATA_HOSTS.includes(host) || addresses.some((address) => matches(METADATA_ADDRESSES, host, address)))
    throw new Error(`The address ${url.host} may not be called: it is a cloud's metadata address`)
  if (addresses.some((address) => matches(outbound.deny, host, address)) || outbound.deny.includes(host)) throw refused
  if (outbound.allow.length === 0) return
  const allowed = outbound.allow.includes(host) || addresses.every((address) => matches(outbound.allow, host, address))
  if (!allowed || (addresses.length === 0 && !outbound.allow.includes(host))) throw refused
}

/** A name that does not resolve has none: the call itself then says so. */
async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host]
  if (host === 'localhost') return ['127.0.0.1']
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

function matches(entries: readonly string[], host: string, address: string): boolean {
  if (entries.some((entry) => entry.toLowerCase() === host)) return true
  const list = new BlockList()
  for (const entry of entries) {
    const [network = '', prefix] = entry.split('/')
    const family = isIP(network)
    if (family === 0) continue
    const kind = family === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(network, kind)
    else list.addSubnet(network, Number(prefix), kind)
  }
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
