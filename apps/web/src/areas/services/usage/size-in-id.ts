import type { UsageType } from './usage-types.ts'

const UNITS: Partial<Record<UsageType, Record<string, number>>> = {
  DATA: { MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 },
  VOICE: { MIN: 60e9, MINS: 60e9, MINUTES: 60e9 },
  SMS: { SMS: 1 },
}

/**
 * Size of a bucket, in the raw unit of its type, that its ID speaks of as a word: `DATA_20GB_Monthly` is 20 GB. Undefined when
 * no word does, or more than one.
 */
export function sizeInId(id: string, type: UsageType): number | undefined {
  const units = UNITS[type]
  if (!units) return undefined
  const sizes = id
    .toUpperCase()
    .split(/[_\s-]+/)
    .flatMap((word) => {
      const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([A-Z]+)$/.exec(word) ?? []
      const factor = units[unit]
      return number === undefined || factor === undefined ? [] : [Number(number) * factor]
    })
  return sizes.length === 1 && sizes[0] !== 0 ? sizes[0] : undefined
}
