import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allServices } from './services.ts'

/** The table of docs/charging.md: services, methods that are there, methods that are not. */
const guide = readFileSync(new URL('../../../docs/charging.md', import.meta.url), 'utf8')
const rows = (guide.split('## Methods')[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => expand(name ?? ''))),
  )

/** `{A,B}x` as `Ax` and `Bx`. */
function expand(name: string): string[] {
  const braces = /^(.*?)\{([^}]+)\}(.*)$/.exec(name)
  if (braces === null) return [name]
  const [, before = '', choices = '', after = ''] = braces
  return choices.split(',').flatMap((one) => expand(before + one + after))
}

function named(column: number): string[] {
  return rows.flatMap((row) =>
    (row[1] ?? []).flatMap((service) => (row[column] ?? []).map((name) => `${service}.${name}`)),
  )
}

const there = [...allServices].flatMap(([service, methods]) => [...methods.keys()].map((name) => `${service}.${name}`))

test('every method that is documented as there answers, and none that is said to be missing [OCS-16]', () => {
  const known = new Set(there)
  expect(named(2).length).toBeGreaterThan(250)
  expect(named(2).filter((name) => !known.has(name))).toEqual([])
  expect(named(3).filter((name) => known.has(name))).toEqual([])
})

test('no method is there without being documented', () => {
  const documented = new Set(named(2))
  // The other spelling of the same two, and what every service has.
  const wanted = there.filter((name) => !/^ApierV[12]\.|\.Ping$/.test(name))
  expect(wanted.filter((name) => !documented.has(name))).toEqual([])
})
