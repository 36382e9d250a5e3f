import type { InventoryTemplate } from '@omnicrm/contract'
import { expect, test } from 'vitest'
import { templateBodyOf, templateErrors, templateValuesOf, withOneMore } from './template-form.ts'

const filled = { ...templateValuesOf(), item: 'SIM Card', wholesale_cost: 2.5, retail_cost: 10 }

test('a new template begins with Model Number and Serial Number [INV-02]', () => {
  expect(templateValuesOf().labels).toEqual(['Model Number', 'Serial Number'])
})

test('name, costs and the first two labels are required [INV-01] [INV-02]', () => {
  expect(templateErrors(filled, 'cost?')).toEqual({})
  const empty = { ...templateValuesOf(), labels: ['', ' ', ''] }
  expect(templateErrors(empty, 'cost?')).toMatchObject({ wholesale_cost: 'cost?', retail_cost: 'cost?' })
  expect(Object.keys(templateErrors(empty, 'cost?')).sort()).toEqual([
    'item',
    'labels.0',
    'labels.1',
    'retail_cost',
    'wholesale_cost',
  ])
})

test('a 21st field is impossible [INV-01]', () => {
  let labels = templateValuesOf().labels
  for (let more = 0; more < 30; more += 1) labels = withOneMore(labels)
  expect(labels).toHaveLength(20)
})

test('labels keep their place: a gap stays a gap, removed ones become none [INV-05]', () => {
  const stored = { itemtext1_label: 'A', itemtext2_label: 'B', itemtext4_label: 'D' } as unknown as InventoryTemplate
  expect(templateValuesOf(stored).labels).toEqual(['A', 'B', '', 'D'])
  const body = templateBodyOf({ ...filled, labels: ['A', 'B', '', 'D'] })
  expect(body).toMatchObject({ itemtext3_label: null, itemtext4_label: 'D', itemtext5_label: null })
})
