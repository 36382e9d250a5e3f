import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aliases, aliasOf, isSecretLabel, isWifiKeyLabel, LABEL_NAMES, type Labels } from './item-labels.ts'

const template = (item: string, ...labels: string[]) => ({
  ...(Object.fromEntries(LABEL_NAMES.map((name, index) => [name, labels[index] ?? null])) as Labels),
  item,
})

test('a label becomes a field name in snake case', () => {
  expect(aliasOf('ICCID')).toBe('iccid')
  expect(aliasOf('Wi-Fi Key ')).toBe('wi_fi_key')
  expect(aliasOf('SIM Type (Physical/eSIM)')).toBe('sim_type_physical_esim')
  expect(aliasOf('!?')).toBe('')
})

test('the label decides what is a secret [INV-20]', () => {
  for (const label of [
    'Ki',
    'OPc',
    'PUK',
    'PUK1',
    'PIN 1',
    'Ki (hex)',
    'SIM OPc',
    'ADM key',
    'PSK',
    'Wi-Fi Key',
    'WiFi Password',
    'Admin password',
    'ADM1',
  ])
    expect(isSecretLabel(label), label).toBe(true)
  for (const label of ['ICCID', 'IMSI', 'MAC Address', 'SSID', 'Serial Number', 'Kiosk', 'Opening', 'Keyboard', null])
    expect(isSecretLabel(label), String(label)).toBe(false)
  expect(['PSK', 'Wi-Fi Key', 'WPA2 Passphrase', 'WLAN key'].every(isWifiKeyLabel)).toBe(true)
  expect(['Ki', 'PUK', 'Admin password', 'Key'].some(isWifiKeyLabel)).toBe(false)
})

test('number templates name their first text msisdn, others do not', () => {
  const names = (...args: Parameters<typeof template>) => Object.fromEntries(aliases(template(...args), new Set()))
  expect(names('Mobile Number', 'Number', 'Region').msisdn).toBe('itemtext1')
  expect(names('DID', 'Phone Number').msisdn).toBe('itemtext1')
  expect(names('Modem', 'MAC', 'Serial Number').msisdn).toBe(undefined)
  expect(names('Odd number', 'x', 'MSISDN').msisdn).toBe('itemtext2')
})

test('no label takes the name of a field of the item or of an earlier label', () => {
  const taken = new Set(['item', 'city', 'customer_id', 'itemtext1'])
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('City', 'Item', 'customer id', 'X')), { maxLength: 20 }),
      (labels) => {
        const found = aliases(template('T', ...labels), taken)
        for (const alias of found.keys()) expect(taken.has(alias) || alias === '').toBe(false)
      },
    ),
  )
  expect(aliases(template('T', 'X', 'x'), taken).get('x')).toBe('itemtext1')
})
