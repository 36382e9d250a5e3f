import { DateTime } from './date-time.ts'
import { TemplateError } from './values.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const longMonths = 'january|february|march|april|may|june|july|august|september|october|november|december'
const days = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday'

const directives: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>1[0-2]|0[1-9]|[1-9])',
  d: '(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])',
  H: '(?<H>2[0-3]|[01]\\d|\\d)',
  I: '(?<I>1[0-2]|0[1-9]|[1-9])',
  M: '(?<M>[0-5]\\d|\\d)',
  S: '(?<S>6[01]|[0-5]\\d|\\d)',
  f: '(?<f>\\d{1,6})',
  y: '(?<y>\\d{2})',
  j: '(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])',
  p: '(?<p>am|pm)',
  b: `(?<b>${months.join('|')})`,
  B: `(?<B>${longMonths})`,
  a: '(?:mon|tue|wed|thu|fri|sat|sun)',
  A: `(?:${days})`,
  z: '(?<z>[-+]\\d\\d:?[0-5]\\d|z)',
  Z: '(?:utc|gmt)',
  '%': '%',
}
const compound: Record<string, string> = { T: '%H:%M:%S', F: '%Y-%m-%d', D: '%m/%d/%y', R: '%H:%M' }

/** `datetime.strptime(text, format)` of Python, without time zones. Fails when the text has another form. */
export function strptime(source: string, format: string): DateTime {
  let unknown: string | undefined
  const pattern = format
    .replace(/%([TFDR])/g, (_all, letter: string) => compound[letter] ?? '')
    .replace(/[\\.^$*+?{}[\]|()]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/%(.)/g, (_all, letter: string) => {
      const found = directives[letter]
      if (found === undefined) unknown ??= letter
      return found ?? ''
    })
  if (unknown !== undefined) throw new TemplateError(`'${unknown}' is a bad directive in format '${format}'`)
  const found = new RegExp(`^${pattern}`, 'i').exec(source)
  if (!found) throw new TemplateError(`time data '${source}' does not match format '${format}'`)
  if (found[0].length < source.length)
    throw new TemplateError(`unconverted data remains: ${source.slice(found[0].length)}`)
  return read(found.groups ?? {})
}

function read(part: Record<string, string | undefined>): DateTime {
  const number = (name: string, otherwise: number) => (part[name] === undefined ? otherwise : Number(part[name]))
  const short = number('y', -1)
  const year = short < 0 ? number('Y', 1900) : short + (short < 69 ? 2000 : 1900)
  const named = (part.b ?? part.B)?.slice(0, 3).toLowerCase()
  const month = named === undefined ? number('m', 1) : months.indexOf(named) + 1
  const dayOfYear = number('j', -1)
  const hour = part.I === undefined ? number('H', 0) : (number('I', 0) % 12) + (part.p?.toLowerCase() === 'pm' ? 12 : 0)
  const day = number('d', 1)
  const ms = Number((part.f ?? '0').padEnd(6, '0')) / 1000
  const at = dayOfYear > 0 ? Date.UTC(year, 0, dayOfYear) : Date.UTC(year, month - 1, day)
  if (dayOfYear < 0 && new Date(at).getUTCDate() !== day) throw new TemplateError('day is out of range for month')
  return new DateTime(at + ((hour * 60 + number('M', 0)) * 60 + number('S', 0)) * 1000 + ms)
}
