import { expect, test } from 'vitest'
import { coversLoopback, createAddressList, isAddressOrRange } from './address-list.ts'

test('single addresses and CIDR ranges of both families, IPv4 inside IPv6 included [KEY-21]', () => {
  const list = createAddressList(['10.0.1.0/24', '192.0.2.7', '2001:db8::/32', '2001:db9::1'])
  for (const inside of ['10.0.1.255', '::ffff:10.0.1.9', '192.0.2.7', '2001:db8:1::5', '2001:db9::1'])
    expect(list.has(inside), inside).toBe(true)
  for (const outside of ['10.0.2.1', '192.0.2.8', '2001:db9::2', '', 'nonsense', '10.0.1.1, 10.0.1.2'])
    expect(list.has(outside), outside).toBe(false)
})

test('what is neither an address nor a range is told apart [KEY-21]', () => {
  for (const wrong of ['10.0.0', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', 'host.example', '10.0.0.0/-1', ''])
    expect(isAddressOrRange(wrong), wrong).toBe(false)
})

test('loopback is seen however it is written, and inside a range [KEY-20]', () => {
  const spellings = ['127.0.0.1', '127.9.9.9', '127.0.0.0/8', '::1', '::ffff:127.0.0.1', '0:0:0:0:0:0:0:1']
  for (const entry of [...spellings, '0.0.0.0/0', '::/0', '120.0.0.0/5'])
    expect(coversLoopback(entry), entry).toBe(true)
  for (const entry of ['10.0.0.0/8', '192.168.1.100', '2001:db8::/32', '128.0.0.0/1'])
    expect(coversLoopback(entry), entry).toBe(false)
})
