import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contrast } from './color-scale.ts'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const [light = '', dark = ''] = [':root {', ':root[data-mantine-color-scheme="dark"] {'].map(
  (start) => css.slice(css.indexOf(start)).split('}')[0],
)

const READ_ON = [
  ...['--page', '--surface', '--surface-sunken', '--hover'].flatMap((surface) =>
    ['--ink', '--ink-muted', '--ink-faint'].map((ink) => [ink, surface] as const),
  ),
  ...['good', 'warn', 'bad', 'quiet', 'info'].map((tone) => [`--${tone}-ink`, `--${tone}-fill`] as const),
]

test.each([
  ['light', light],
  ['dark', dark],
])('every ink is readable on its surface in %s mode [BRAND-13]', (_, block) => {
  const tooFaint = READ_ON.filter(([ink, surface]) => contrast(colorOf(ink, block), colorOf(surface, block)) < 4.5)
  expect(tooFaint).toEqual([])
})

function colorOf(name: string, block: string): string {
  const value = new RegExp(`${name}: (#[0-9a-f]{6})`).exec(block)?.[1]
  if (!value) throw new Error(`${name} is no colour`)
  return value
}
