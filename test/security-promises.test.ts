import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** Beginnings of test titles that docs/security.md quotes in the last column of its tables. */
function promisedTests(): string[] {
  const lines = readFileSync(path.join(root, 'docs/security.md'), 'utf8').split('\n')
  const rows = lines.filter((line) => line.startsWith('| ') && line.includes(' | "'))
  return rows.flatMap((row) =>
    [...row.slice(row.indexOf(' | "')).matchAll(/"((?:\\"|[^"])+)"/g)].map(([, title = '']) =>
      title.replaceAll('\\"', '"'),
    ),
  )
}

function testFiles(): string {
  const folders = ['apps/server/src', 'apps/web/src', 'packages', 'test']
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .join('\n')
}

test('every promise of docs/security.md names tests that exist', () => {
  const promised = promisedTests()
  const all = testFiles()
  expect(promised.length).toBeGreaterThan(50)
  const missing = promised.filter((title) => !["'", '"', '`'].some((quote) => all.includes(`${quote}${title}`)))
  expect(missing).toEqual([])
})
