const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const FAR_DAYS = 30

/**
 * A time to come as people say it, in UTC: "in 3 hours", "tomorrow", "in 11 days", and from a month on "Feb 1, 2025"
 * (api.md, 17.1). A time that has passed is given as its date.
 */
export function relativeTime(time: Date, now: Date): string {
  const ahead = time.getTime() - now.getTime()
  if (ahead < 0) return calendarDate(time)
  if (ahead < HOUR_MS) return counted(Math.max(1, Math.floor(ahead / 60_000)), 'minute')
  if (ahead < DAY_MS) return counted(Math.floor(ahead / HOUR_MS), 'hour')
  const days = Math.floor(time.getTime() / DAY_MS) - Math.floor(now.getTime() / DAY_MS)
  if (days === 1) return 'tomorrow'
  return days <= FAR_DAYS ? counted(days, 'day') : calendarDate(time)
}

/** "Feb 1, 2025" */
export function calendarDate(time: Date): string {
  return time.toLocaleDateString('en-US', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' })
}

function counted(count: number, unit: string): string {
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`
}
