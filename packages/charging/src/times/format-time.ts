/** How "no time" is written on the wire. */
export const ZERO_TIME = '0001-01-01T00:00:00Z'

/** RFC 3339 in UTC, with only as many fractional digits as needed; null is the zero time (section 11.2). */
export function formatTime(time: Date | null): string {
  if (time === null) return ZERO_TIME
  return time.toISOString().replace(/\.(\d*?)0*Z$/, (_, digits: string) => (digits === '' ? 'Z' : `.${digits}Z`))
}

/** RFC 3339 in UTC, in whole seconds, as the external form of a record has it. */
export function formatSeconds(time: Date | null): string {
  return time === null ? ZERO_TIME : `${time.toISOString().slice(0, 19)}Z`
}

/** A time read from an RFC 3339 text; the zero time and empty text are null, anything unreadable too. */
export function timeFromWire(text: unknown): Date | null {
  if (typeof text !== 'string' || text === '' || text.startsWith('0001-01-01T00:00:00')) return null
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? null : time
}
