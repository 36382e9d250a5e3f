import { randomInt } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseKeyValues } from '../loader/key-values.ts'
import { pythonRandom } from '../python/random.ts'
import { text } from '../python/text.ts'
import { isList, TemplateError, type Value } from '../python/values.ts'
import type { Lookup, LookupOptions } from './lookup.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
// the constants of Python's module `string`
const sets: Record<string, string> = {
  ascii_letters: letters + letters.toUpperCase(),
  ascii_lowercase: letters,
  ascii_uppercase: letters.toUpperCase(),
  digits,
  hexdigits: `${digits}abcdefABCDEF`,
  octdigits: '01234567',
  punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  whitespace: ' \t\n\r\v\f',
}

/** A random password, kept in a file and read from it the next time; `/dev/null` keeps nothing. */
export const passwordLookup: Lookup = (terms, options) => terms.map((term) => one(text(term), options))

function one(term: string, { keywords, searchPath }: LookupOptions): string {
  const [file = '', ...rest] = term.split(' ')
  const given = parseKeyValues(rest.join(' '), { onlyRaw: false })
  const option = (name: string): Value => given.get(name) ?? keywords[name] ?? null
  if (option('encrypt') !== null) throw new TemplateError('password lookup: encrypt is not known here')
  const path = resolve(searchPath.at(-1) ?? '.', file)
  const kept = path === '/dev/null' ? undefined : read(path)
  if (kept !== undefined) return kept
  const alphabet = characters(option('chars'))
  const seed = option('seed')
  const below = seed === null ? (limit: number) => randomInt(limit) : pythonRandom(seed)
  const size = Number(text(option('length') ?? 20))
  const drawn = Array.from({ length: size }, () => alphabet[below(alphabet.length)]).join('')
  if (path !== '/dev/null') {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, `${drawn}\n`, { mode: 0o600 })
  }
  return drawn
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
      .trimEnd()
      .replace(/ (?:salt|ident)=.*$/, '')
  } catch {
    return undefined
  }
}

function characters(given: Value): string[] {
  const names =
    given === null ? ['ascii_letters', 'digits', '.,:-_'] : isList(given) ? given.map(text) : split(text(given))
  const all = names
    .map((name) => sets[name] ?? name)
    .join('')
    .replace(/["']/g, '')
  if (all === '') throw new TemplateError('password lookup: no characters to choose from')
  return [...all]
}

const split = (source: string): string[] => [
  ...(source.includes(',,') ? [','] : []),
  ...source
    .replaceAll(',,', ',')
    .split(',')
    .filter((part) => part !== ''),
]
