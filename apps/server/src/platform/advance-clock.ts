import { invalid, notFound } from './errors.ts'
import type { Scheduler } from './jobs/scheduler.ts'
import type { Platform } from './platform.ts'

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const DAY_MS = 86_400_000

/**
 * Sets or advances the product's time, then runs what fell due in between. A day at a time when it moves forward, so that
 * daily jobs and renewals see the days one by one. `moved` hears of each step, so that sessions are not ended by it. Throws 404 when the clock may not be set, 400 without a time.
 */
export async function advanceClock(
  platform: Platform,
  options: { scheduler: Scheduler; moved(milliseconds: number): Promise<void> },
  to: { now?: Date | undefined; advance?: string | undefined },
): Promise<Date> {
  if (!platform.config.sandbox.clock) throw notFound('Clock setting')
  const start = platform.clock.now()
  const target = to.now ?? (to.advance ? addDuration(start, to.advance) : undefined)
  if (!target) throw invalid('now', 'give now or advance')
  await options.moved(target.getTime() - start.getTime())
  let step = start
  while (target.getTime() - step.getTime() > DAY_MS) {
    step = new Date(step.getTime() + DAY_MS)
    await platform.clock.set(step)
    await options.scheduler.runDue()
  }
  await platform.clock.set(target)
  await options.scheduler.runDue()
  return platform.clock.now()
}

/** Adds an ISO 8601 duration by the calendar, in UTC; the 31st plus a month is the last day of that month. */
export function addDuration(from: Date, duration: string): Date {
  const parts = DURATION.exec(duration)
  if (!parts) throw invalid('advance', 'must be an ISO 8601 duration such as P1D')
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const monthIndex = from.getUTCMonth() + months + years * 12
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), monthIndex + 1, 0)).getUTCDate()
  const moved = new Date(from)
  moved.setUTCFullYear(from.getUTCFullYear(), monthIndex, Math.min(from.getUTCDate(), lastDay))
  return new Date(moved.getTime() + (weeks * 7 + days) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000)
}
