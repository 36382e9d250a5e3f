import { DateTime, dateTimeText, TimeDelta, timeDeltaParts } from './date-time.ts'
import { strftime } from './strftime.ts'
import { text } from './text.ts'
import { type Callable, float, type Keywords, type Value } from './values.ts'

type Member = Value | undefined

/** An attribute or method of a datetime or timedelta; undefined when it has none of that name. */
export function dateTimeMember(owner: DateTime | TimeDelta, name: string): Member {
  if (owner instanceof TimeDelta) {
    const parts = timeDeltaParts(owner.ms)
    if (name === 'days' || name === 'seconds' || name === 'microseconds') return parts[name]
    return name === 'total_seconds' ? () => float(owner.ms / 1000) : undefined
  }
  const field = fields[name]
  return field === undefined ? undefined : field(new Date(owner.ms), owner)
}

const part = (names: string[], args: Value[], keywords: Keywords, at: number): number | undefined => {
  const value = args[at] ?? keywords[names[at] ?? '']
  return value === undefined ? undefined : Number(text(value))
}

const replace =
  (at: Date): Callable =>
  (args, keywords) => {
    const names = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond']
    const given = (index: number, otherwise: number) => part(names, args, keywords, index) ?? otherwise
    const month = part(names, args, keywords, 1)
    const micro = part(names, args, keywords, 6)
    return new DateTime(
      Date.UTC(
        given(0, at.getUTCFullYear()),
        month === undefined ? at.getUTCMonth() : month - 1,
        given(2, at.getUTCDate()),
        given(3, at.getUTCHours()),
        given(4, at.getUTCMinutes()),
        given(5, at.getUTCSeconds()),
        micro === undefined ? at.getUTCMilliseconds() : micro / 1000,
      ),
    )
  }

const fields: Record<string, (at: Date, owner: DateTime) => Value> = Object.assign(Object.create(null), {
  year: (at: Date) => at.getUTCFullYear(),
  month: (at: Date) => at.getUTCMonth() + 1,
  day: (at: Date) => at.getUTCDate(),
  hour: (at: Date) => at.getUTCHours(),
  minute: (at: Date) => at.getUTCMinutes(),
  second: (at: Date) => at.getUTCSeconds(),
  microsecond: (at: Date) => at.getUTCMilliseconds() * 1000,
  weekday: (at: Date) => () => (at.getUTCDay() + 6) % 7,
  isoweekday: (at: Date) => () => at.getUTCDay() || 7,
  strftime: (at: Date) => (args: Value[]) => strftime(text(args[0] ?? ''), at, { utc: true }),
  isoformat: (_at: Date, owner: DateTime) => (args: Value[], keywords: Keywords) =>
    dateTimeText(owner, text(args[0] ?? keywords.sep ?? 'T')),
  // the moment that the time zone of the process makes of it, as Python does for a datetime without one
  timestamp: (at: Date, owner: DateTime) => () => float((owner.ms + at.getTimezoneOffset() * 60_000) / 1000),
  replace,
})
