import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { expect, test } from 'vitest'
import type { NavigationEntry } from '../app/area.ts'
import { activeEntry, barSections } from './sections.ts'

const entry = (section: NavigationEntry['section'], to: string): NavigationEntry => ({
  section,
  to,
  labelKey: to,
  icon: faKey,
})
const entries = [entry('billing', '/invoices'), entry('customers', '/customers'), entry('billing', '/transactions')]

test('sections keep their order whatever order areas come in; empty ones are left out [NAV-01]', () => {
  const bar = barSections(entries, () => true)
  expect(bar.map(({ section, entries: own }) => [section, own.length])).toEqual([
    ['customers', 1],
    ['billing', 2],
  ])
})

test('links without permission are missing, and with them their empty section', () => {
  expect(barSections(entries, ({ to }) => to === '/invoices').map(({ section }) => section)).toEqual(['billing'])
})

test('a page below an entry marks that entry, a like-named one does not', () => {
  expect(activeEntry(entries, '/customers/4')?.to).toBe('/customers')
  expect(activeEntry(entries, '/customers-old')).toBeUndefined()
})
