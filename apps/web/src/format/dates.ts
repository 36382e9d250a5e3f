const DAY = 86_400_000
const UNITS = [
  { unit: 'year', ms: 365 * DAY },
  { unit: 'month', ms: 30 * DAY },
  { unit: 'day', ms: DAY },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const

/** List date such as `10 Jan 2025` (en-GB) or `Jan 10, 2025` (en-US). A date without time is taken as it is written. */
export function formatDate(value: string, locale: string): string {
  const parsed = parseDate(value)
  if (!parsed) return value
  const timeZone = isDateOnly(value) ? 'UTC' : undefined
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(parsed)
}

/** Date and time such as `10 Jan 2025, 14:30`, in the reader's time zone. */
export function formatDateTime(value: string, locale: string): string {
  const parsed = parseDate(value)
  if (!parsed) return value
  if (isDateOnly(value)) return formatDate(value, locale)
  const shape = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(locale, shape).format(parsed)
}

/** "in 11 days", "3 hours ago": counted in days by the calendar, below a day in hours and minutes. */
export function formatRelative(value: string, now: Date, locale: string): string {
  const span = spanUntil(value, now)
  return span ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(span.count, span.unit) : value
}

/** The bare length of time until (or since) a moment: "3 hours", for "3 hours from now". */
export function formatSpan(value: string, now: Date, locale: string): string {
  const span = spanUntil(value, now)
  if (!span) return value
  return new Intl.NumberFormat(locale, { style: 'unit', unit: span.unit, unitDisplay: 'long' }).format(
    Math.abs(span.count),
  )
}

/** Reads ISO 8601 and the SQL spelling `YYYY-MM-DD HH:MM:SS` (UTC) that attributes and tags use. */
export function parseDate(value: string): Date | undefined {
  const isSql = /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(value)
  const parsed = new Date(isSql ? `${value.replace(' ', 'T')}Z` : value)
  return Number.isNaN(parsed.getTime()) ? undefined : parsed
}

function isDateOnly(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value)
}

function spanUntil(value: string, now: Date): { count: number; unit: (typeof UNITS)[number]['unit'] } | undefined {
  const then = parseDate(value)
  if (!then) return undefined
  if (isDateOnly(value)) return { count: Math.round((then.getTime() - startOfDay(now)) / DAY), unit: 'day' }
  const distance = then.getTime() - now.getTime()
  const size = Math.abs(distance)
  const { unit, ms } = UNITS.find((step) => size >= step.ms) ?? { unit: 'minute', ms: 60_000 }
  return { count: Math.round(distance / ms), unit: unit }
}

function startOfDay(now: Date): number {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
}
