import { expect, test } from 'vitest'
import { bareIconName, iconClassOf } from './icon-name.ts'

test('every spelling of a FontAwesome class names the same icon [PROD-05]', () => {
  const spellings = ['fa-solid fa-sim-card', 'fas fa-sim-card', ' fa-sim-card ', 'sim-card', 'FA-SOLID FA-SIM-CARD']
  expect(spellings.map(bareIconName)).toEqual(spellings.map(() => 'sim-card'))
  expect(bareIconName(null)).toBe('')
  expect(bareIconName(iconClassOf('wifi'))).toBe('wifi')
})
