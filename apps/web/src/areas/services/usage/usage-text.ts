import type { Usage } from './usage-figures.ts'
import type { UsageType } from './usage-types.ts'

const GIB = 1024 ** 3
const MIB = 1024 ** 2
const MINUTE_NS = 60e9

type Words = {
  t: (key: string, values?: Record<string, unknown>) => string
  number: (value: number) => string
  money: (amount: number) => string
  /** decimals of the currency */
  decimals: number
}

/** A raw balance as read: "12.5GB", "125 min", "45", "£15.50". Rounded down, so that it never says more than there is. */
export function amountText(type: UsageType, value: number, { t, number, money, decimals }: Words): string {
  if (type === 'MONETARY') return money(value / 10 ** decimals)
  if (type === 'SMS') return number(Math.floor(value))
  if (type === 'VOICE') return t('services:usage.minutes', { value: number(Math.floor(value / MINUTE_NS)) })
  if (value !== 0 && Math.abs(value) < GIB) {
    return t('services:usage.megabytes', { value: number(floored(value / MIB)) })
  }
  return t('services:usage.gigabytes', { value: number(floored(value / GIB)) })
}

/** "12.5GB / 20GB (62%)"; what remains alone where the size is not known; "Unlimited". */
export function barText(usage: Pick<Usage, 'type' | 'remaining' | 'size' | 'percent' | 'isUnlimited'>, words: Words) {
  if (usage.isUnlimited) return words.t('services:usage.unlimited')
  const remaining = amountText(usage.type, usage.remaining, words)
  if (usage.size === undefined) return remaining
  const size = amountText(usage.type, usage.size, words)
  if (usage.percent === undefined) return words.t('services:usage.of', { remaining, size })
  return words.t('services:usage.of_percent', { remaining, size, percent: usage.percent })
}

function floored(value: number): number {
  return Math.floor(value * 100) / 100
}
