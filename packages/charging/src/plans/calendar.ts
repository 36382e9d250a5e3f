import { RpcError } from '../rpc/rpc-error.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { addMonths, daysInMonth } from '../times/parse-time-expression.ts'

/**
 * When an action timing runs: lists of allowed years, months, month days (-1 is the last day) and week days (0 is
 * Sunday), empty for any, and a time of day `HH:MM:SS` whose parts may be `*`. UTC throughout.
 */
export type Calendar = {
  /** `*monthly` and the like when made from one, else empty. `*monthly_estimated` clamps to the last day */
  readonly id: string
  readonly years: readonly number[]
  readonly months: readonly number[]
  readonly monthDays: readonly number[]
  readonly weekDays: readonly number[]
  readonly startTime: string
}

export const ASAP = '*asap'
const ESTIMATED = '*monthly_estimated'
const YEARS_AHEAD = 60
const DAY = 86_400_000

export type CalendarFields = { years: string; months: string; monthDays: string; weekDays: string; timingId: string }

/**
 * The calendar of an item of SetActionPlan (section 4.5). Periodic keywords are anchored on the time and day of the
 * call and ignore the calendar fields. Refuses other texts with `UNSUPPORTED_FORMAT:<Time>`.
 */
export function calendarOf(time: string, fields: CalendarFields, now: Date): Calendar {
  if (/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time)) return datedCalendar(time, fields)
  if (time === ASAP || isOnce(time)) return { ...ANY, id: time, startTime: time }
  const periodic = periodicCalendar(time, now)
  if (periodic === undefined) throw new RpcError(`UNSUPPORTED_FORMAT:${time}`)
  return { ...ANY, id: time, ...periodic }
}

/** The first run after `after`, in whole seconds, or null when there is none any more. */
export function nextRun(calendar: Calendar, after: Date): Date | null {
  if (calendar.startTime.startsWith('*:')) return nextPeriod(calendar.startTime, after)
  const time = /^(\d\d):(\d\d):(\d\d)$/.exec(calendar.startTime)
  if (time === null) return null
  const ofDay = (Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3])) * 1000
  const lastYear = calendar.years.length > 0 ? Math.max(...calendar.years) : after.getUTCFullYear() + YEARS_AHEAD
  let day = Date.UTC(after.getUTCFullYear(), after.getUTCMonth(), after.getUTCDate())
  for (;;) {
    const date = new Date(day)
    if (date.getUTCFullYear() > lastYear) return null
    if (!allows(calendar.years, date.getUTCFullYear())) day = Date.UTC(date.getUTCFullYear() + 1, 0, 1)
    else if (!allows(calendar.months, date.getUTCMonth() + 1)) day = addMonths(firstOfMonth(date), 1).getTime()
    else if (isRunDay(calendar, date) && day + ofDay > after.getTime()) return new Date(day + ofDay)
    else day += DAY
  }
}

/** The first run of a newly stored timing. `+30s` runs once, that long after now. */
export function firstRun(calendar: Calendar, now: Date): Date | null {
  if (!isOnce(calendar.startTime)) return nextRun(calendar, now)
  return new Date(now.getTime() + parseDuration(calendar.startTime).div('1e6').toNumber())
}

const ANY: Calendar = { id: '', years: [], months: [], monthDays: [], weekDays: [], startTime: '' }

function isOnce(time: string): boolean {
  if (!time.startsWith('+')) return false
  try {
    return parseDuration(time).lt('1e19')
  } catch {
    return false
  }
}

/** If Years is set and Months is not, Months is 1; if Months is set and MonthDays is not, MonthDays is 1. */
function datedCalendar(startTime: string, fields: CalendarFields): Calendar {
  const years = readNumbers(fields.years)
  const givenMonths = readNumbers(fields.months)
  const givenDays = readNumbers(fields.monthDays)
  const months = years.length > 0 && givenMonths.length === 0 ? [1] : givenMonths
  const monthDays = months.length > 0 && givenDays.length === 0 ? [1] : givenDays
  const weekDays = readNumbers(fields.weekDays).map((day) => day % 7)
  return { id: fields.timingId, years, months, monthDays, weekDays, startTime }
}

function readNumbers(text: string): number[] {
  if (text === '' || text === '*any') return []
  return text.split(';').map((part) => {
    if (!/^-?\d+$/.test(part.trim()))
      throw new RpcError(`strconv.Atoi: parsing ${JSON.stringify(part)}: invalid syntax`)
    return Number(part)
  })
}

function periodicCalendar(time: string, now: Date): Partial<Calendar> | undefined {
  const [hours = '', minutes = '', seconds = ''] = now.toISOString().slice(11, 19).split(':')
  const startTime = `${hours}:${minutes}:${seconds}`
  const day = now.getUTCDate()
  if (time === '*every_minute') return { startTime: `*:*:${seconds}` }
  if (time === '*hourly') return { startTime: `*:${minutes}:${seconds}` }
  if (time === '*daily') return { startTime }
  if (time === '*weekly') return { startTime, weekDays: [now.getUTCDay()] }
  if (time === '*monthly' || time === ESTIMATED) return { startTime, monthDays: [day] }
  if (time === '*month_end') return { startTime, monthDays: [-1] }
  if (time === '*yearly') return { startTime, months: [now.getUTCMonth() + 1], monthDays: [day] }
  return undefined
}

/** `*:MM:SS` runs each hour, `*:*:SS` each minute. */
function nextPeriod(startTime: string, after: Date): Date {
  const [, minutes = '', seconds = ''] = startTime.split(':')
  const period = minutes === '*' ? 60_000 : 3_600_000
  const offset = (minutes === '*' ? 0 : Number(minutes) * 60_000) + Number(seconds) * 1000
  const current = Math.floor(after.getTime() / period) * period + offset
  return new Date(current > after.getTime() ? current : current + period)
}

/** As cron has it: month days and week days, when both are limited, are alternatives. */
function isRunDay(calendar: Calendar, date: Date): boolean {
  const onMonthDay = isMonthDay(calendar, date)
  const onWeekDay = allows(calendar.weekDays, date.getUTCDay())
  if (calendar.monthDays.length > 0 && calendar.weekDays.length > 0) return onMonthDay || onWeekDay
  return onMonthDay && onWeekDay
}

function isMonthDay(calendar: Calendar, date: Date): boolean {
  if (calendar.monthDays.length === 0) return true
  const day = date.getUTCDate()
  const last = daysInMonth(date.getUTCFullYear(), date.getUTCMonth())
  return calendar.monthDays.some(
    (wanted) => wanted === day || (day === last && (wanted === -1 || (calendar.id === ESTIMATED && wanted > last))),
  )
}

function allows(list: readonly number[], value: number): boolean {
  return list.length === 0 || list.includes(value)
}

function firstOfMonth(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1))
}
