import type { Balance, Cgrates } from '@omnicrm/contract'
import { wholePercent } from '../../../format/money.ts'
import { sizeInId } from './size-in-id.ts'
import { USAGE_TYPES, type UsageType } from './usage-types.ts'

export type Band = 'good' | 'warn' | 'bad'

/** One balance, in the raw unit of its type: bytes, nanoseconds, count, minor units of the currency. */
export type Bucket = {
  id: string
  name: string
  remaining: number
  /** size at the start; undefined when its ID does not tell */
  size: number | undefined
  /** of what remains, rounded down */
  percent: number | undefined
  expires: string | null
  isExpired: boolean
  isUnlimited: boolean
  weight: number
  destinations: readonly string[]
}

/** All balances of one type; the totals leave expired ones out. */
export type Usage = {
  type: UsageType
  /** what is used first comes first; expired ones last */
  buckets: readonly Bucket[]
  remaining: number
  size: number | undefined
  percent: number | undefined
  isUnlimited: boolean
  /** when the first bucket ends; null: never */
  expires: string | null
}

const UNLIMITED_VOICE_NS = 1e17
const UNLIMITED_SMS = 1e8

/** Colour of what remains: above 50 % green, from 20 % yellow, below red. */
export function bandOf(percent: number): Band {
  if (percent > 50) return 'good'
  return percent >= 20 ? 'warn' : 'bad'
}

/** The types that a service of that kind shows: a hotspot has no calls, a fixed line shows money where there is some. */
export function usageTypesOf(serviceType: string | null, balances: Cgrates['BalanceMap'] | undefined): UsageType[] {
  const kind = serviceType?.toLowerCase() ?? ''
  if (kind.includes('dongle') || kind.includes('hotspot')) return ['DATA', 'MONETARY']
  if (kind === 'fixed' || kind === 'internet') {
    return (balances?.MONETARY ?? []).length > 0 ? ['DATA', 'MONETARY'] : ['DATA']
  }
  return [...USAGE_TYPES]
}

/** Gathers the balances of a type; 0 of 0 without any. */
export function usageOf(type: UsageType, balances: Cgrates['BalanceMap'] | undefined, now: Date): Usage {
  const raw = [...(balances?.[type] ?? []), ...(type === 'DATA' ? (balances?.DATA_DONGLE ?? []) : [])]
  const buckets = raw.map((balance) => bucketOf(balance, type, now)).sort(byUse)
  const live = buckets.filter(({ isExpired }) => !isExpired)
  const remaining = live.reduce((sum, bucket) => sum + bucket.remaining, 0)
  const size = live.some((bucket) => bucket.size === undefined)
    ? undefined
    : live.reduce((sum, bucket) => sum + (bucket.size ?? 0), 0)
  const ends = live.map(({ expires }) => expires).filter((expires) => expires !== null)
  return {
    type,
    buckets,
    remaining,
    size,
    percent: percentOf(remaining, size),
    isUnlimited: live.some(({ isUnlimited }) => isUnlimited),
    expires: ends.sort()[0] ?? null,
  }
}

function bucketOf(balance: Balance, type: UsageType, now: Date): Bucket {
  const size = balance.custom_Original_Value ?? sizeWhereItFits(balance, type)
  return {
    id: balance.ID,
    name: balance.custom_Name_hr || balance.ID,
    remaining: balance.Value,
    size,
    percent: percentOf(balance.Value, size),
    expires: balance.ExpirationDate,
    isExpired: balance.ExpirationDate !== null && new Date(balance.ExpirationDate).getTime() <= now.getTime(),
    isUnlimited: isUnlimited(balance, type),
    weight: balance.Weight,
    destinations: balance.DestinationIDs,
  }
}

/** The size that the ID speaks of, unless more is left: then it speaks of something else. */
function sizeWhereItFits({ ID, Value }: Balance, type: UsageType): number | undefined {
  const size = sizeInId(ID, type)
  return size !== undefined && Value <= size ? size : undefined
}

function isUnlimited({ ID, Value }: Balance, type: UsageType): boolean {
  if (ID.toLowerCase().includes('unlimited')) return true
  return (type === 'VOICE' && Value > UNLIMITED_VOICE_NS) || (type === 'SMS' && Value > UNLIMITED_SMS)
}

// more may be left than the size: a bucket that was rolled over
function percentOf(remaining: number, size: number | undefined): number | undefined {
  if (size === undefined || size === 0) return undefined
  return Math.min(100, Math.max(0, wholePercent(remaining, size)))
}

function byUse(one: Bucket, other: Bucket): number {
  return (
    Number(one.isExpired) - Number(other.isExpired) || other.weight - one.weight || one.name.localeCompare(other.name)
  )
}
