import type { Choices } from './order.ts'

/** The hour, by the clerk's clock, at which provisioning begins on the day of an installation: before anyone is on the way. */
const BEGIN_HOUR = '06:00'

type Dated = Pick<Choices, 'installationDate' | 'beginsOnDate'>

/**
 * When provisioning begins on the day of the installation, as ISO 8601 in UTC; undefined without a date, and for a moment that
 * has passed: such an order begins at once.
 */
export function beginning({ installationDate }: Pick<Dated, 'installationDate'>, now: Date): string | undefined {
  const begins = new Date(`${installationDate}T${BEGIN_HOUR}`)
  return Number.isNaN(begins.getTime()) || begins <= now ? undefined : begins.toISOString()
}

/** The same, for an order that asks for it. */
export function startsAt(choices: Dated, now: Date): string | undefined {
  return choices.beginsOnDate ? beginning(choices, now) : undefined
}
