import { type Timing, timeOfDay } from '../rating/timing.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { TpTiming } from './tp-records.ts'

const WHOLE_DAY = new Set(['*any', '*asap', ''])

/**
 * A timing from its texts: `*any` or `1;2;3`, and a time of day `08:00:00`, or `08:00:00;19:00:00` with an end. Refuses
 * numbers that no calendar has, with `UNSUPPORTED_FORMAT:<text>`.
 */
export function readTimingLists(timing: Omit<TpTiming, 'TPid'>): Timing {
  const [start = '', end = ''] = timing.Time.split(';')
  return {
    id: timing.ID,
    years: numbersOf(timing.Years, { min: 1, max: 9999 }),
    months: numbersOf(timing.Months, { min: 1, max: 12 }),
    monthDays: numbersOf(timing.MonthDays, { min: 1, max: 31 }),
    weekDays: numbersOf(timing.WeekDays, { min: 0, max: 7 }),
    startTime: WHOLE_DAY.has(start) ? '00:00:00' : requireTimeOfDay(start),
    endTime: end === '' ? '' : requireTimeOfDay(end),
  }
}

function numbersOf(text: string, { min, max }: { min: number; max: number }): number[] {
  if (text === '*any' || text === '') return []
  return text.split(';').map((part) => {
    const number = Number(part)
    if (!/^\d+$/.test(part) || number < min || number > max) throw new RpcError(`UNSUPPORTED_FORMAT:${text}`)
    return number
  })
}

function requireTimeOfDay(text: string): string {
  if (timeOfDay(text) === undefined) throw new RpcError(`UNSUPPORTED_FORMAT:${text}`)
  return text
}
