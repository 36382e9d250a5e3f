import { integer, type Member, text } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { timings } from './collections.ts'
import { presentTiming } from './present-rate.ts'
import { timeOfDay } from './timing.ts'

/** A list of whole numbers within a calendar's bounds. */
function numbers(min: number, max: number): Member<number[]> {
  return {
    read: (value, name) => {
      const list = (Array.isArray(value) ? value : [value]).map((one) => integer.read(one, name))
      const wrong = list.find((one) => one < min || one > max)
      if (wrong !== undefined) throw new RpcError(`UNSUPPORTED_FORMAT:${wrong}`)
      return list
    },
    absent: [],
  }
}
const timingMembers = {
  ID: text,
  Years: numbers(1, 9999),
  Months: numbers(1, 12),
  MonthDays: numbers(1, 31),
  WeekDays: numbers(0, 7),
  StartTime: text,
  EndTime: text,
}

/** Timings set at once: lists of numbers, where tariff plans have texts (section 7.1). */
export const timingMethods: Methods = {
  SetTiming: method(timingMembers, (engine, argument) => {
    requireMembers(argument, ['ID'])
    for (const time of [argument.StartTime, argument.EndTime]) {
      if (time !== '' && timeOfDay(time) === undefined) throw new RpcError(`UNSUPPORTED_FORMAT:${time}`)
    }
    return engine.change((unit) => {
      unit.put(timings, argument.ID, {
        id: argument.ID,
        years: argument.Years,
        months: argument.Months,
        monthDays: argument.MonthDays,
        weekDays: argument.WeekDays,
        startTime: argument.StartTime || '00:00:00',
        endTime: argument.EndTime,
      })
      return 'OK'
    })
  }),
  GetTiming: method({ ID: text }, (engine, { ID }) => {
    requireMembers({ ID }, ['ID'])
    return engine.read((unit) => {
      const timing = unit.get(timings, ID)
      if (timing === undefined) throw notFound()
      return { ID, ...presentTiming(timing) }
    })
  }),
  RemoveTiming: method({ ID: text }, (engine, { ID }) => {
    requireMembers({ ID }, ['ID'])
    return engine.change((unit) => {
      if (!unit.has(timings, ID)) throw notFound()
      unit.remove(timings, ID)
      return 'OK'
    })
  }),
}
