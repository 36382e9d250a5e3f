import fc from 'fast-check'
import { expect, test } from 'vitest'
import { colorScale, contrast, FILLED } from './color-scale.ts'

const hexColor = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('a dark enough configured colour fills the buttons as it is [BRAND-04]', () => {
  expect(colorScale('#405189')[FILLED]).toBe('#405189')
})

test('white text on the filled shade is readable for any configured colour [BRAND-13]', () => {
  fc.assert(fc.property(hexColor, (color) => contrast(colorScale(color)[FILLED], '#ffffff') >= 4.5))
})

test('shades go from light to dark', () => {
  fc.assert(
    fc.property(hexColor, (color) => {
      const againstBlack = colorScale(color).map((shade) => contrast(shade, '#000000'))
      return againstBlack.every((value, at) => at === 0 || value <= (againstBlack[at - 1] ?? 0) + 0.05)
    }),
  )
})

test('a value that is no colour falls back to the built-in one', () => {
  expect(colorScale('blue-ish')[FILLED]).toBe('#405189')
})
