const DAY = 86_400_000

/** The calendar day of a moment, `YYYY-MM-DD`, UTC as the server bills by. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY))
}
