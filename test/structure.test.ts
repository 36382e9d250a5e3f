import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const files = ['apps', 'packages'].flatMap(sourcesBelow)
const imports = new Map(files.map((file) => [file, importsOf(file)]))

/** Server domains from the lowest to the highest: each may use those before it. */
const DOMAIN_ORDER = [
  'platform',
  'communications',
  'identity',
  'access',
  'impersonation',
  'customers',
  'catalogue',
  'inventory',
  'services',
  'provisioning',
  'tickets',
  'billing',
  'search',
  'demo',
  'testing',
]

/** What each workspace may import of the others. */
const ALLOWED: Record<string, string[]> = {
  'apps/web': ['contract'],
  'apps/server': ['contract', 'charging', 'playbook', 'cell-broadcast'],
  'packages/contract': [],
  'packages/charging': [],
  'packages/playbook': [],
}

test('there is no circle of imports', () => {
  const circles = findCircles()
  expect(circles).toEqual([])
})

test('arrows between workspaces point down, and packages never import each other', () => {
  const wrong: string[] = []
  for (const file of files) {
    const workspace = file.split('/').slice(0, 2).join('/')
    for (const specifier of specifiersOf(file)) {
      const name = /^@omnicrm\/([\w-]+)/.exec(specifier)?.[1]
      if (name && !(ALLOWED[workspace] ?? []).includes(name)) wrong.push(`${file} imports ${specifier}`)
    }
    for (const target of imports.get(file) ?? []) {
      if (!target.startsWith(`${workspace}/`)) wrong.push(`${file} reaches into ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('a server domain is entered by its index.ts, and only by domains above it', () => {
  const wrong: string[] = []
  for (const file of files.filter((name) => name.startsWith('apps/server/src/') && !isTest(name))) {
    const from = domainOf(file)
    if (!from) continue
    for (const target of imports.get(file) ?? []) {
      const to = domainOf(target)
      if (!to || to === from) continue
      if (to !== 'platform' && !target.endsWith('/index.ts')) wrong.push(`${file} enters ${target} by a side door`)
      if (DOMAIN_ORDER.indexOf(to) > DOMAIN_ORDER.indexOf(from)) wrong.push(`${file} points up to ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('no file has a name that says nothing', () => {
  const names = files.filter((file) => /(^|[/-])(utils?|helpers?|managers?|common|misc|stuff)([./-]|$)/.test(file))
  expect(names).toEqual([])
})

test('an effect returns nothing by accident: newer browsers answer a promise for focus(), which React would call', () => {
  const wrong = files.filter((file) =>
    /use(Layout)?Effect\(\(\) => [^{\s]/.test(readFileSync(path.join(root, file), 'utf8')),
  )
  expect(wrong).toEqual([])
})

function domainOf(file: string): string | undefined {
  const name = /^apps\/server\/src\/([\w-]+)\//.exec(file)?.[1]
  return name && DOMAIN_ORDER.includes(name) ? name : undefined
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(node_modules|dist)\//.test(file))
}

function specifiersOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  return [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g),
  ].map((match) => match[1] ?? match[2] ?? '')
}

/** Files of ours that a file imports, dynamic imports and type-only ones included. */
function importsOf(file: string): string[] {
  return specifiersOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.relative(root, path.resolve(root, path.dirname(file), specifier)))
    .filter((target) => /\.tsx?$/.test(target))
}

function findCircles(): string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, trail: string[]): void => {
    const at = trail.indexOf(file)
    if (at >= 0) {
      circles.push([...trail.slice(at), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const target of imports.get(file) ?? []) visit(target, [...trail, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return circles
}
