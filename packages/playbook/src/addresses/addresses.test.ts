import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressText } from './address-text.ts'
import { hardwareAddressText, readHardwareAddress } from './hardware-address.ts'
import { mergedNetworks, spanningNetwork } from './merge-networks.ts'
import { firstOf, lastOf, lies, type Network, networkText, readNetwork, sizeOf } from './network.ts'
import { queryAddress } from './query-address.ts'

const version4 = fc
  .record({ value: fc.bigInt(0n, (1n << 32n) - 1n), prefix: fc.integer({ min: 0, max: 32 }) })
  .map((given): Network => ({ version: 4, ...given }))
const version6 = fc
  .record({ value: fc.bigInt(0n, (1n << 128n) - 1n), prefix: fc.integer({ min: 0, max: 128 }) })
  .map((given): Network => ({ version: 6, ...given }))

test('a network written down is read back as itself [PROV-06]', () => {
  fc.assert(
    fc.property(fc.oneof(version4, version6), (network) => {
      expect(readNetwork(networkText(network))).toEqual(network)
    }),
  )
})

test('what is no address is none', () => {
  for (const source of ['', 'host', '10.0.0.256', '10.0.0.0/33', '::1%eth0', '::/129', '1.2.3.4/255.0.255.0', '::1::'])
    expect([source, queryAddress(source)]).toEqual([source, false])
})

// as netaddr 0.8 writes them
test.each([
  ['0:0:1:0:0:1:0:0', '::1:0:0:1:0:0'],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.1'],
  ['::a00:1', '::10.0.0.1'],
  ['::1', '::1'],
  ['010.1', '10.1.0.0'],
])('%s is written %s', (source, written) => {
  const network = readNetwork(source)
  expect(network && addressText(network)).toBe(written)
})

test('networks that are merged hold the same addresses, and none can be merged further', () => {
  const close = fc
    .record({ value: fc.bigInt(0n, 255n), prefix: fc.integer({ min: 26, max: 32 }) })
    .map(({ value, prefix }): Network => ({ version: 4, value: 0x0a000000n + value, prefix }))
  const members = (networks: Network[]) =>
    new Set(
      networks.flatMap((network) =>
        Array.from({ length: Number(sizeOf(network)) }, (_, at) => firstOf(network) + BigInt(at)),
      ),
    )
  fc.assert(
    fc.property(fc.array(close, { minLength: 2, maxLength: 12 }), (networks) => {
      const merged = mergedNetworks(networks)
      expect(members(merged)).toEqual(members(networks))
      expect(mergedNetworks(merged)).toHaveLength(merged.length)
      // Of networks that lie in one another netaddr, which Ansible asks, spans the last one alone; so do we.
      const span = spanningNetwork(merged)
      expect(span && networks.every((one) => lies(one, span))).toBe(true)
      expect(span && lastOf(span) >= firstOf(span)).toBe(true)
    }),
  )
})

test('a MAC address reads the same in every style', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, (1n << 48n) - 1n), (value) => {
      for (const style of ['bare', 'cisco', 'linux', 'pgsql', 'unix', 'win']) {
        const shown = hardwareAddressText({ bits: 48, value }, style) ?? ''
        expect([style, readHardwareAddress(shown)]).toEqual([style, { bits: 48, value }])
      }
    }),
  )
})

test('networks that lie in one another span what netaddr 0.8 says', () => {
  const from = (prefix: number): Network => ({ version: 4, value: 0x0a000000n, prefix })
  expect(spanningNetwork([from(26), from(28)])).toEqual(from(27))
})
