import { expect, test } from 'vitest'
import type { CustomerTab } from './area.ts'
import { collectCustomerParts } from './customer-parts.ts'

const tab = (hash: number): CustomerTab => ({
  hash,
  labelKey: `tab.${hash}`,
  load: () => Promise.resolve({ default: () => null }),
})

test('tabs of all areas stand in the order of their numbers', () => {
  const { tabs } = collectCustomerParts([{ customerTabs: [tab(5), tab(1)] }, {}, { customerTabs: [tab(3)] }])
  expect(tabs.map(({ hash }) => hash)).toEqual([1, 3, 5])
})

test('two areas cannot claim one number', () => {
  expect(() => collectCustomerParts([{ customerTabs: [tab(3)] }, { customerTabs: [tab(3)] }])).toThrow('#3')
})
