/** When a rate or balance is active. Empty lists mean any; days of the week run from 0 or 7 (Sunday) to 6. */
export type Timing = {
  readonly id: string
  readonly years: readonly number[]
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  readonly weekDays: readonly number[]
  /** `hh:mm:ss` */
  readonly startTime: string
  /** `hh:mm:ss`, exclusive; empty is midnight */
  readonly endTime: string
}

const DAY = 86_400_000

/** Always active: what the timing `*any` of a rating plan means. */
export const ALWAYS: Timing = {
  id: '*any',
  years: [],
  months: [],
  monthDays: [],
  weekDays: [],
  startTime: '00:00:00',
  endTime: '',
}

/** A timing made ready for many questions. Times of day are milliseconds since midnight UTC. */
export type Window = {
  readonly isAlways: boolean
  readonly from: number
  readonly until: number
  readonly isOnDay: (day: Date) => boolean
}

export function windowOf(timing: Timing): Window {
  const { years, months, monthDays, weekDays } = timing
  const from = timeOfDay(timing.startTime) ?? 0
  const until = timeOfDay(timing.endTime) || DAY
  const isEveryDay = years.length + months.length + monthDays.length + weekDays.length === 0
  const allows = (list: readonly number[], value: number) => list.length === 0 || list.includes(value)
  return {
    isAlways: isEveryDay && from === 0 && until === DAY,
    from,
    until,
    isOnDay: (day) =>
      isEveryDay ||
      (allows(years, day.getUTCFullYear()) &&
        allows(months, day.getUTCMonth() + 1) &&
        allows(monthDays, day.getUTCDate()) &&
        (allows(weekDays, day.getUTCDay()) || (day.getUTCDay() === 0 && weekDays.includes(7)))),
  }
}

/** Whether the window is open at an instant in milliseconds. */
export function isOpen(window: Window, time: number): boolean {
  if (window.isAlways) return true
  const ofDay = positionInDay(time)
  return ofDay >= window.from && ofDay < window.until && window.isOnDay(new Date(time))
}

export function isActiveAt(timing: Timing, time: number): boolean {
  return isOpen(windowOf(timing), time)
}

/** The next instant at which one of these times of day, or midnight, is reached. */
export function nextBorder(borders: readonly number[], time: number): number {
  const ofDay = positionInDay(time)
  const next = borders.find((border) => border > ofDay) ?? DAY
  return time - ofDay + next
}

/** Milliseconds since midnight of `hh:mm:ss`; undefined when it is not that. */
export function timeOfDay(text: string): number | undefined {
  const parts = /^(\d\d):(\d\d):(\d\d)$/.exec(text)
  if (parts === null) return undefined
  const [hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number)
  if (hour > 24 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000
}

/** Instants before 1970 are negative, hence not the plain remainder. */
function positionInDay(time: number): number {
  return ((time % DAY) + DAY) % DAY
}
