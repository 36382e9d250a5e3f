import { strftime } from '../python/strftime.ts'

/**
 * What GNU `date` prints with these arguments at this instant, or undefined for arguments that are not understood here.
 * `last day of this month`, which GNU date refuses, is the last day of the month: playbooks are written with it.
 */
export function runDate(args: string[], now: Date): string | undefined {
  let utc = false
  let wanted: string | undefined
  let format: string | undefined
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string
    const iso = /^(?:-I|--iso-8601=?)(date|hours|minutes|seconds)?$/.exec(arg)
    if (arg === '-u' || arg === '--utc' || arg === '--universal') utc = true
    else if (arg === '-d' || arg === '--date') wanted = args[++at]
    else if (arg.startsWith('--date=')) wanted = arg.slice('--date='.length)
    else if (/^-d./.test(arg)) wanted = arg.slice(2)
    else if (arg === '-R' || arg === '--rfc-email') format = '%a, %d %b %Y %H:%M:%S %z'
    else if (iso) format = isoFormats[iso[1] ?? 'date']
    else if (arg.startsWith('+')) format = arg.slice(1)
    else return undefined
  }
  const at = wanted === undefined ? now : readDate(wanted, now, utc)
  return at && strftime(format ?? '%a %b %e %H:%M:%S %Z %Y', at, { utc })
}

const isoFormats: Record<string, string> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
}

type Calendar = { year: number; month: number; day: number; hour: number; minute: number; second: number }

const units: Record<string, [keyof Calendar, number]> = {
  sec: ['second', 1],
  second: ['second', 1],
  min: ['minute', 1],
  minute: ['minute', 1],
  hour: ['hour', 1],
  day: ['day', 1],
  week: ['day', 7],
  fortnight: ['day', 14],
  month: ['month', 1],
  year: ['year', 1],
}

/** The instant that `date -d` means: absolute parts, then so many units forwards or backwards. */
function readDate(wanted: string, now: Date, isUtc: boolean): Date | undefined {
  let utc = isUtc
  let rest = wanted.trim().toLowerCase()
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const found = pattern.exec(rest)
    if (found) rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`.trim()
    return found ?? undefined
  }
  const epoch = take(/^@(\d+)/)
  const calendar = fields(epoch ? new Date(Number(epoch[1]) * 1000) : now, utc)
  if (take(/last day of (?:this|the) month/)) Object.assign(calendar, { month: calendar.month + 1, day: 0 })
  if (take(/first day of (?:this|the) month/)) calendar.day = 1
  let offset: number | undefined
  const day = take(/(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[\st])/)
  if (day) {
    const [year = 0, month = 1, date = 1] = day.slice(1).map(Number)
    Object.assign(calendar, { year, month: month - 1, day: date, hour: 0, minute: 0, second: 0 })
  }
  const time = take(/(?:^|t|\s)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(z|[-+]\d{2}:?\d{2})?(?=$|\s)/)
  if (time) {
    Object.assign(calendar, { hour: Number(time[1]), minute: Number(time[2]), second: Number(time[3] ?? 0) })
    if (time[4])
      offset =
        time[4] === 'z' ? 0 : Number(`${time[4][0]}1`) * (Number(time[4].slice(1, 3)) * 60 + Number(time[4].slice(-2)))
  }
  if (take(/(?:^|\s)(?:utc|gmt|z)(?=$|\s)/)) utc = true
  for (;;) {
    const step = take(/([-+]?)\s*(\d+)\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b(\s+ago)?/)
    const word = step ? undefined : take(/\b(next|last|this)\s+(second|minute|hour|day|week|fortnight|month|year)\b/)
    if (!step && !word) break
    const [field, size] = units[step?.[3] ?? word?.[2] ?? ''] ?? ['day', 0]
    const count = step ? Number(step[2]) : word?.[1] === 'this' ? 0 : 1
    const backwards = (step?.[1] === '-') !== (step?.[4] !== undefined) || word?.[1] === 'last'
    calendar[field] += (backwards ? -1 : 1) * count * size
  }
  if (take(/\btomorrow\b/)) calendar.day++
  if (take(/\byesterday\b/)) calendar.day--
  take(/\b(?:now|today)\b/)
  return rest === '' ? instant(calendar, utc, offset) : undefined
}

function fields(at: Date, utc: boolean): Calendar {
  return utc
    ? {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth(),
        day: at.getUTCDate(),
        hour: at.getUTCHours(),
        minute: at.getUTCMinutes(),
        second: at.getUTCSeconds(),
      }
    : {
        year: at.getFullYear(),
        month: at.getMonth(),
        day: at.getDate(),
        hour: at.getHours(),
        minute: at.getMinutes(),
        second: at.getSeconds(),
      }
}

function instant({ year, month, day, hour, minute, second }: Calendar, utc: boolean, offset: number | undefined): Date {
  if (offset !== undefined) return new Date(Date.UTC(year, month, day, hour, minute - offset, second))
  return utc
    ? new Date(Date.UTC(year, month, day, hour, minute, second))
    : new Date(year, month, day, hour, minute, second)
}
