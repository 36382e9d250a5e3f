import { formatText } from './format-text.ts'
import { iterate } from './sequence.ts'
import { text } from './text.ts'
import { isList, type Keywords, TemplateError, Tuple, typeName, type Value } from './values.ts'

type Method = (self: string, args: Value[], keywords: Keywords) => Value

const blank = ' \t\n\r\f\v'
const strip = (self: string, characters: Value | undefined, ends: 'both' | 'left' | 'right'): string => {
  const cut = characters === undefined || characters === null ? blank : text(characters)
  let start = 0
  let end = self.length
  if (ends !== 'right') while (start < end && cut.includes(self[start] as string)) start++
  if (ends !== 'left') while (end > start && cut.includes(self[end - 1] as string)) end--
  return self.slice(start, end)
}

const words = (self: string): string[] => self.split(/\s+/).filter((word) => word !== '')

const split: Method = (self, [separator, most], keywords) => {
  const by = separator ?? keywords.sep ?? null
  const limit = Number(most ?? keywords.maxsplit ?? -1)
  const parts = by === null ? words(self) : self.split(text(by))
  if (limit < 0 || parts.length <= limit + 1) return parts
  if (by === null) {
    const rest = self.trimStart().split(/(\s+)/)
    return [...parts.slice(0, limit), rest.slice(limit * 2).join('')]
  }
  return [...parts.slice(0, limit), parts.slice(limit).join(text(by))]
}

const any = (value: Value | undefined, test: (part: string) => boolean): boolean =>
  isList(value ?? null) ? (value as Value[]).some((part) => test(text(part))) : test(text(value ?? null))

export const stringMethods: Record<string, Method> = {
  lower: (self) => self.toLowerCase(),
  upper: (self) => self.toUpperCase(),
  capitalize: (self) => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase(),
  title: (self) => self.replace(/[\p{L}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  swapcase: (self) => [...self].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join(''),
  strip: (self, [characters]) => strip(self, characters, 'both'),
  lstrip: (self, [characters]) => strip(self, characters, 'left'),
  rstrip: (self, [characters]) => strip(self, characters, 'right'),
  split,
  rsplit: (self, [separator, most]) => {
    const parts = separator === undefined || separator === null ? words(self) : self.split(text(separator))
    const limit = Number(most ?? -1)
    if (limit < 0 || parts.length <= limit + 1) return parts
    const head = parts.slice(0, parts.length - limit).join(separator === undefined ? ' ' : text(separator))
    return [head, ...parts.slice(parts.length - limit)]
  },
  splitlines: (self) => (self === '' ? [] : self.replace(/\r?\n$/, '').split(/\r\n|\n|\r/)),
  partition: (self, [separator = '']) => {
    const at = self.indexOf(text(separator))
    return at < 0
      ? Tuple.of(self, '', '')
      : Tuple.of(self.slice(0, at), separator, self.slice(at + text(separator).length))
  },
  rpartition: (self, [separator = '']) => {
    const at = self.lastIndexOf(text(separator))
    return at < 0
      ? Tuple.of('', '', self)
      : Tuple.of(self.slice(0, at), separator, self.slice(at + text(separator).length))
  },
  replace: (self, [from = '', to = '', most]) => {
    if (most === undefined) return self.replaceAll(text(from), () => text(to))
    const parts = self.split(text(from))
    const count = Number(most)
    if (count < 0 || parts.length <= count + 1) return parts.join(text(to))
    return [...parts.slice(0, count), parts.slice(count).join(text(from))].join(text(to))
  },
  startswith: (self, [prefix]) => any(prefix, (part) => self.startsWith(part)),
  endswith: (self, [suffix]) => any(suffix, (part) => self.endsWith(part)),
  removeprefix: (self, [prefix = '']) => (self.startsWith(text(prefix)) ? self.slice(text(prefix).length) : self),
  removesuffix: (self, [suffix = '']) =>
    text(suffix) !== '' && self.endsWith(text(suffix)) ? self.slice(0, -text(suffix).length) : self,
  find: (self, [part = '']) => self.indexOf(text(part)),
  rfind: (self, [part = '']) => self.lastIndexOf(text(part)),
  index: (self, [part = '']) => {
    const at = self.indexOf(text(part))
    if (at < 0) throw new TemplateError('substring not found')
    return at
  },
  count: (self, [part = '']) => self.split(text(part)).length - 1,
  join: (self, [parts = []]) =>
    iterate(parts)
      .map((part, index) => {
        if (typeof part !== 'string') {
          throw new TemplateError(`sequence item ${index}: expected str instance, ${typeName(part)} found`)
        }
        return part
      })
      .join(self),
  zfill: (self, [width = 0]) => {
    const sign = /^[-+]/.test(self) ? self.slice(0, 1) : ''
    return sign + self.slice(sign.length).padStart(Number(width) - sign.length, '0')
  },
  ljust: (self, [width = 0, fill = ' ']) => self.padEnd(Number(width), text(fill)),
  rjust: (self, [width = 0, fill = ' ']) => self.padStart(Number(width), text(fill)),
  center: (self, [width = 0, fill = ' ']) => {
    const room = Math.max(0, Number(width) - self.length)
    const left = Math.floor(room / 2) + (room & Number(width) & 1)
    return text(fill).repeat(left) + self + text(fill).repeat(room - left)
  },
  isdigit: (self) => /^\d+$/.test(self),
  isnumeric: (self) => /^\p{N}+$/u.test(self),
  isdecimal: (self) => /^\p{Nd}+$/u.test(self),
  isalpha: (self) => /^\p{L}+$/u.test(self),
  isalnum: (self) => /^[\p{L}\p{N}]+$/u.test(self),
  isspace: (self) => /^\s+$/.test(self),
  isupper: (self) => self !== self.toLowerCase() && self === self.toUpperCase(),
  casefold: (self) => self.toLowerCase().replaceAll('ß', 'ss'),
  expandtabs: (self, [size], keywords) => {
    const width = Number(text(size ?? keywords.tabsize ?? 8))
    return self
      .split('\n')
      .map((line) =>
        line.split('\t').reduce((out, part) => out.padEnd(Math.floor(out.length / width + 1) * width) + part),
      )
      .join('\n')
  },
  istitle: (self) => /\p{L}/u.test(self) && self === (stringMethods.title?.(self, [], {}) ?? ''),
  islower: (self) => self !== self.toUpperCase() && self === self.toLowerCase(),
  encode: (self) => self,
  format: (self, args, keywords) => formatText(self, args, keywords),
}
