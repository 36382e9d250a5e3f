import { RpcError } from '../rpc/rpc-error.ts'
import { parseDuration } from './parse-duration.ts'

const DAY = 86_400_000
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?( [A-Z]{2,5})?$/

/**
 * The instant that a time expression names (section 11.2), in UTC where the text has no zone.
 * Null means "no time": a balance with it never expires. Refuses what it cannot read with `Unsupported time format`.
 */
export function parseTimeExpression(expression: string, now: Date): Date | null {
  const text = expression.trim()
  if (text === '' || text === '*unlimited' || text === '0') return null
  const time = text.startsWith('*') ? keyword(text, now) : /^[+-]/.test(text) ? relative(text, now) : absolute(text)
  if (time === undefined || Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999) {
    throw new RpcError('Unsupported time format')
  }
  return time
}

/** Now plus calendar months, the overflow rolling forward: 31 January plus one month is 2 or 3 March. */
export function addMonths(time: Date, months: number): Date {
  const moved = new Date(time)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  return moved
}

export function daysInMonth(year: number, monthIndex: number): number {
  return new Date(Date.UTC(year, monthIndex + 1, 0)).getUTCDate()
}

function keyword(text: string, now: Date): Date | undefined {
  if (text === '*now') return now
  if (text === '*daily') return new Date(now.getTime() + DAY)
  if (text === '*monthly') return addMonths(now, 1)
  if (text === '*yearly') return addMonths(now, 12)
  if (text === '*monthly_estimated') return clampedMonthLater(now)
  if (text.startsWith('*month_end')) return plusDuration(lastSecondOfMonth(now), text.slice('*month_end'.length))
  if (text.startsWith('*mo')) return plusDuration(addMonths(now, 1), text.slice('*mo'.length))
  return undefined
}

function clampedMonthLater(now: Date): Date {
  const first = addMonths(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)), 1)
  const day = Math.min(now.getUTCDate(), daysInMonth(first.getUTCFullYear(), first.getUTCMonth()))
  const midnight = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), day)
  return new Date(midnight + (now.getTime() % DAY))
}

function lastSecondOfMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1) - 1000)
}

function relative(text: string, now: Date): Date | undefined {
  return plusDuration(now, text)
}

function plusDuration(time: Date, text: string): Date | undefined {
  if (text === '') return time
  if (!/^[+-].*[a-zµμ]$/.test(text)) return undefined
  try {
    return new Date(time.getTime() + parseDuration(text).div('1e6').toDecimalPlaces(0).toNumber())
  } catch {
    return undefined
  }
}

function absolute(text: string): Date | undefined {
  if (/^\d+$/.test(text)) return fromDigits(text)
  const iso = ISO.exec(text)
  if (iso !== null) return fromIso(iso)
  const vendor = /^(\d\d)[./](\d\d)[./](\d{4}) (\d\d):(\d\d):(\d\d)$/.exec(text)
  if (vendor !== null) return utc([vendor[3], vendor[2], vendor[1], vendor[4], vendor[5], vendor[6]])
  const compact = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.(\d{1,9})$/.exec(text)
  if (compact === null) return undefined
  const whole = utc(compact.slice(1, 7))
  return whole && new Date(whole.getTime() + Math.floor(Number(`0.${compact[7]}`) * 1000))
}

function fromDigits(text: string): Date | undefined {
  if (text.length === 10) return new Date(Number(text) * 1000)
  if (text.length === 13) return new Date(Number(text))
  if (text.length === 16 || text.length === 19) return new Date(Number(text.slice(0, 13)))
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)
  return parts === null ? undefined : utc(parts.slice(1, 7))
}

function fromIso(parts: RegExpExecArray): Date | undefined {
  const local = utc(parts.slice(1, 7))
  if (local === undefined) return undefined
  const zone = parts[8] ?? 'Z'
  const offset = zone === 'Z' ? 0 : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)))
  return new Date(local.getTime() + Math.floor(Number(`0${parts[7] ?? ''}`) * 1000) - offset * 60_000)
}

/** Refuses days and hours that do not exist instead of rolling them over. */
function utc(parts: readonly (string | undefined)[]): Date | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month - 1)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  time.setUTCHours(hour, minute, second, 0)
  return time
}
