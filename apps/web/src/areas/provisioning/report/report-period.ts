export type Period = { start_date: string; end_date: string }
export const SPANS = [7, 30, 90] as const
export type Span = `${(typeof SPANS)[number]}`

const DAY_MS = 86_400_000

/** The last days, today included, as the report counts them (UTC). */
export function lastDays(days: number, today: Date): Period {
  return { start_date: dayOf(new Date(today.getTime() - (days - 1) * DAY_MS)), end_date: dayOf(today) }
}

/** Which of the offered spans a period is; undefined for dates of one's own. */
export function spanOf(period: Period, today: Date): Span | undefined {
  const found = SPANS.find((days) => {
    const { start_date, end_date } = lastDays(days, today)
    return start_date === period.start_date && end_date === period.end_date
  })
  return found && `${found}`
}

/** The period that the address names, else the last 30 days; dates that are none are left out. */
export function periodOf(address: { from?: string; to?: string }, today: Date): Period {
  const usual = lastDays(30, today)
  return { start_date: dateOr(address.from, usual.start_date), end_date: dateOr(address.to, usual.end_date) }
}

function dateOr(text: string | undefined, fallback: string): string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : fallback
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
