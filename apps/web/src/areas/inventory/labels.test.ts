import type { InventoryItem, InventoryTemplate } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { filledTexts, isSecretLabel, labelledTexts } from './labels.ts'

const template = {
  itemtext1_label: 'ICCID',
  itemtext2_label: 'IMSI',
  itemtext3_label: null,
  itemtext4_label: 'Colour',
} as unknown as InventoryTemplate

test('labels come from the template, in order, gaps left out [INV-05]', () => {
  expect(labelledTexts(template)).toEqual([
    { field: 'itemtext1', label: 'ICCID' },
    { field: 'itemtext2', label: 'IMSI' },
    { field: 'itemtext4', label: 'Colour' },
  ])
  expect(labelledTexts(undefined)).toEqual([])
})

test('a text whose label is gone keeps showing [INV-05]', () => {
  const item = { itemtext1: '8944', itemtext2: null, itemtext3: 'left over' } as unknown as InventoryItem
  expect(filledTexts(item, template)).toEqual([
    { field: 'itemtext1', label: 'ICCID', text: '8944' },
    { field: 'itemtext3', label: 'itemtext3', text: 'left over' },
  ])
})

test('keys and codes do not lie open', () => {
  for (const label of ['Ki', 'OPc', 'PUK1', 'Wi-Fi Key', 'Admin Password']) expect(isSecretLabel(label)).toBe(true)
  for (const label of ['ICCID', 'IMSI', 'Shipping', 'Keyboard', 'Kind']) expect(isSecretLabel(label)).toBe(false)
})
