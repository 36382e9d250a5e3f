import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type ESTree, parseSync } from 'vite'
import { expect, test } from 'vitest'

const SRC = join(import.meta.dirname, '..')
const EN = join(import.meta.dirname, 'en')
const VISIBLE_ATTRIBUTES = [
  'title',
  'label',
  'placeholder',
  'aria-label',
  'alt',
  'description',
  'text',
  'hint',
  'message',
]
const PLURAL = /_(zero|one|two|few|many|other)$/

type Node = ESTree.Node & { [key: string]: unknown }

const english = new Map<string, true>(
  readdirSync(EN).flatMap((file) => {
    const area = file.replace(/\.json$/, '')
    return flatten(JSON.parse(readFileSync(join(EN, file), 'utf8'))).map((key) => [`${area}:${key}`, true] as const)
  }),
)
const areas = readdirSync(EN).map((file) => file.replace(/\.json$/, ''))
const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$/.test(file))
  .map((file) => ({ file, ...read(join(SRC, file)) }))

test('every key used in the code is there in English', () => {
  const missing = sources.flatMap(({ file, keys }) =>
    keys.filter((key) => !hasKey(key)).map((key) => `${file}: ${key}`),
  )
  expect(missing).toEqual([])
})

test('every English key is used', () => {
  const used = new Set(sources.flatMap(({ keys }) => keys))
  const prefixes = sources.flatMap((source) => source.prefixes)
  const unused = [...english.keys()].filter((key) => {
    const bare = key.replace(PLURAL, '')
    return !used.has(key) && !used.has(bare) && !prefixes.some((prefix) => key.startsWith(prefix))
  })
  expect(unused).toEqual([])
})

test('no screen holds literal text: all of it comes through keys', () => {
  const literal = sources.flatMap(({ file, texts }) => texts.map((text) => `${file}: ${text}`))
  expect(literal).toEqual([])
})

test('the scan sees literal text, keys and prefixes', () => {
  const seen = scan(
    '<p title="Old">Hello <b aria-label={on ? `Yes` : "No"}>{"x"}</b>{t("common:save")}{t(`search:type.$' +
      '{kind}`)}</p>',
    'sample.tsx',
  )
  expect(seen.texts).toEqual(['title="Old"', 'Hello', 'aria-label="Yes"', 'aria-label="No"', 'x'])
  expect(seen.keys).toEqual(['common:save'])
  expect(seen.prefixes).toEqual(['search:type.'])
})

function hasKey(key: string): boolean {
  return english.has(key) || english.has(`${key}_other`)
}

function read(path: string) {
  return scan(readFileSync(path, 'utf8'), relative(SRC, path))
}

/** Keys, key prefixes and literal visible texts of one source file. */
function scan(code: string, file: string) {
  const found = { keys: [] as string[], prefixes: [] as string[], texts: [] as string[] }
  const isKey = (text: string) => areas.some((area) => text.startsWith(`${area}:`)) && /^[a-zA-Z]+:[\w.]+$/.test(text)
  walk(parseSync(file, code, { lang: 'tsx' }).program as unknown as Node, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string' && isKey(node.value)) found.keys.push(node.value)
    if (node.type === 'TemplateLiteral') {
      const start = (node.quasis as { value: { cooked: string } }[])[0]?.value.cooked ?? ''
      if (isKey(start) && start.includes(':')) found.prefixes.push(start)
    }
    if (node.type === 'JSXText' && isText(String(node.value))) found.texts.push(String(node.value).trim())
    if (node.type === 'JSXExpressionContainer') {
      // attribute values are looked at with their attribute
      for (const text of literalsOf(node.expression as Node)) if (!node.isAttribute) found.texts.push(text)
    }
    if (node.type === 'JSXAttribute') {
      const name = (node.name as { name: string }).name
      const value = node.value as Node | null
      if (value?.type === 'JSXExpressionContainer') value.isAttribute = true
      if (VISIBLE_ATTRIBUTES.includes(name) && value) {
        const inner = value.type === 'JSXExpressionContainer' ? (value.expression as Node) : value
        for (const text of literalsOf(inner)) found.texts.push(`${name}="${text}"`)
      }
    }
  })
  return found
}

/** Texts that an expression may come to: itself, or a branch of a choice. */
function literalsOf(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' && isText(node.value) ? [node.value] : []
  if (node.type === 'TemplateLiteral') {
    const texts = (node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked)
    return texts.filter(isText)
  }
  if (node.type === 'ConditionalExpression') {
    return [...literalsOf(node.consequent as Node), ...literalsOf(node.alternate as Node)]
  }
  if (node.type === 'LogicalExpression') return literalsOf(node.right as Node)
  return []
}

/** Words, in whatever script; signs such as – or ▲ are no language. */
function isText(text: string): boolean {
  return /\p{L}/u.test(text)
}

function walk(node: Node, visit: (node: Node) => void): void {
  visit(node)
  for (const child of Object.values(node)) {
    for (const part of Array.isArray(child) ? child : [child]) {
      if (part && typeof part === 'object' && 'type' in part) walk(part as Node, visit)
    }
  }
}

function flatten(texts: Record<string, unknown>, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? flatten(value as Record<string, unknown>, `${path}${key}.`)
      : [path + key],
  )
}
