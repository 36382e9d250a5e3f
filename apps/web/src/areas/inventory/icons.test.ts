import { faBox } from '@fortawesome/free-solid-svg-icons/faBox'
import { faSimCard } from '@fortawesome/free-solid-svg-icons/faSimCard'
import { expect, test } from 'vitest'
import { ICON_NAMES, iconClassOf, iconNameOf, iconOf } from './icons.ts'

test('an icon is stored by its class and found again [INV-01]', () => {
  for (const name of ICON_NAMES) expect(iconNameOf(iconClassOf(name))).toBe(name)
  expect(iconOf('fasolid fa-sim-card')).toBe(faSimCard)
  expect(iconOf('fa-solid fa-unheard-of')).toBe(faBox)
  expect(iconOf(null)).toBe(faBox)
})
