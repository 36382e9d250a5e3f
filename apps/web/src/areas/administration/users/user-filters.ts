import type { FilterValue } from '../../../components/table/types.ts'

const DAY_MS = 86_400_000

export const LAST_LOGIN_CHOICES = ['week', 'month', 'quiet', 'never'] as const

/**
 * What the API is asked for a choice of the last login: days from and to (UTC), as `2025-01-01..`, or null for never.
 * `quiet`: not in the last 90 days.
 */
export function lastLoginValues(choices: readonly FilterValue[], now: Date): (string | null)[] {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10)
  return choices.flatMap((choice) => {
    if (choice === 'week') return [`${daysAgo(7)}..`]
    if (choice === 'month') return [`${daysAgo(30)}..`]
    if (choice === 'quiet') return [`..${daysAgo(90)}`]
    return choice === 'never' ? [null] : []
  })
}

/** The domains of addresses, each once, by name. */
export function domainsOf(emails: readonly string[]): string[] {
  return [...new Set(emails.map((email) => email.split('@').at(-1)?.toLowerCase() ?? ''))].filter(Boolean).sort()
}
