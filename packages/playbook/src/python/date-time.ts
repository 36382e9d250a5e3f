import { strftime } from './strftime.ts'

/** `datetime.datetime` of Python without a time zone: milliseconds since 1970, taken as if that were UTC. */
export class DateTime {
  readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
}

/** `datetime.timedelta` of Python. */
export class TimeDelta {
  readonly ms: number
  constructor(ms: number) {
    this.ms = ms
  }
}

const day = 86_400_000
const two = (value: number) => String(value).padStart(2, '0')
const micros = (ms: number) =>
  ms % 1000 === 0 ? '' : `.${String(Math.round((ms - Math.floor(ms / 1000) * 1000) * 1000)).padStart(6, '0')}`

/** `str(value)`; `between` stands between day and time. */
export const dateTimeText = ({ ms }: DateTime, between = ' '): string =>
  strftime(`%Y-%m-%d${between}%H:%M:%S`, new Date(ms), { utc: true }) + micros(ms)

export function timeDeltaText({ ms }: TimeDelta): string {
  const days = Math.floor(ms / day)
  const rest = ms - days * day
  const seconds = Math.floor(rest / 1000)
  const time = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${micros(rest)}`
  return days === 0 ? time : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${time}`
}

export const dateTimeRepr = ({ ms }: DateTime): string => {
  const at = new Date(ms)
  const parts = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()]
  const [seconds, micro] = [at.getUTCSeconds(), at.getUTCMilliseconds() * 1000]
  if (seconds || micro) parts.push(seconds)
  if (micro) parts.push(micro)
  return `datetime.datetime(${parts.join(', ')})`
}

export function timeDeltaRepr({ ms }: TimeDelta): string {
  const { days, seconds, microseconds } = timeDeltaParts(ms)
  const parts = Object.entries({ days, seconds, microseconds }).filter(([, value]) => value !== 0)
  return `datetime.timedelta(${parts.map(([name, value]) => `${name}=${value}`).join(', ') || '0'})`
}

/** Days may be negative; seconds and microseconds never are. */
export function timeDeltaParts(ms: number): { days: number; seconds: number; microseconds: number } {
  const days = Math.floor(ms / day)
  const seconds = Math.floor((ms - days * day) / 1000)
  return { days, seconds, microseconds: Math.round((ms - days * day - seconds * 1000) * 1000) }
}
