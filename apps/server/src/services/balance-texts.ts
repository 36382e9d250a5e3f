import type { Balance } from '@omnicrm/contract'
import { Decimal } from 'decimal.js'
import type { OcsBalance } from '../platform/ocs/account.ts'
import { calendarDate, relativeTime } from './relative-time.ts'

export type BalanceKind = 'DATA' | 'VOICE' | 'SMS' | 'MONETARY'
export type MoneyStyle = { currency: string; decimals: number; locale: string }

const GIB = 1024 ** 3
const MIB = 1024 ** 2
const KIB = 1024
const MINUTE_NS = 60e9
/** From here on voice (nanoseconds) and SMS count as unlimited (data model, 6.1). */
const UNLIMITED_NS = 1e17
const UNLIMITED_SMS = 1e8

/** A balance of the charging system with the texts that screens show of it (api.md, 17.1). */
export function describeBalance(
  balance: OcsBalance,
  options: { kind: BalanceKind; now: Date; money: MoneyStyle },
): Balance {
  const { kind, now, money } = options
  const expires = expiryOf(balance)
  const { name, size } = splitBalanceId(balance.ID)
  const original = size === undefined ? undefined : rawSize(size, kind, money)
  return {
    ID: balance.ID,
    Value: balance.Value,
    ExpirationDate: expires?.toISOString() ?? null,
    ExpiryTime: expires?.toISOString() ?? null,
    Weight: balance.Weight,
    DestinationIDs: Object.entries(balance.DestinationIDs ?? {}).map(([id, included]) => (included ? id : `!${id}`)),
    custom_Name_hr: readableName(name),
    custom_Expiration: expiryText(expires, now),
    custom_Description_String: remainingText(balance, kind, money),
    ...(original === undefined ? {} : sizeTexts(balance.Value, original, { kind, money })),
  }
}

/** When the balance ends; null = never (the charging system writes the zero time). */
export function expiryOf(balance: Pick<OcsBalance, 'ExpirationDate'>): Date | null {
  if (balance.ExpirationDate === '' || balance.ExpirationDate.startsWith('0001-01-01')) return null
  const time = new Date(balance.ExpirationDate)
  return Number.isNaN(time.getTime()) ? null : time
}

/** `Monthly_Data__20GB` is name and size. */
function splitBalanceId(id: string): { name: string; size: string | undefined } {
  const at = id.lastIndexOf('__')
  return at <= 0 ? { name: id, size: undefined } : { name: id.slice(0, at), size: id.slice(at + 2) }
}

/**
 * `PREPAID_CREDIT` becomes "Prepaid Credit"; units and short codes such as 10GB and SMS stay as they are. The mark by which a
 * playbook knows its own grant (`Data_Boost_g1a2b3c4d`) says nothing to people.
 */
function readableName(name: string): string {
  return name
    .split(/[_\s]+/)
    .filter((word) => word !== '' && !/^g[0-9a-f]{8}$/.test(word))
    .map((word) => (/^[A-Z]{4,}$/.test(word) ? word.charAt(0) + word.slice(1).toLowerCase() : word))
    .join(' ')
}

function expiryText(expires: Date | null, now: Date): string {
  if (!expires) return 'Never'
  return expires > now ? relativeTime(expires, now) : `Expired ${calendarDate(expires)}`
}

function isUnlimited(balance: OcsBalance, kind: BalanceKind): boolean {
  if (kind === 'MONETARY') return false
  if (/unlimited/i.test(balance.ID)) return true
  if (kind === 'VOICE') return balance.Value > UNLIMITED_NS
  return kind === 'SMS' && balance.Value > UNLIMITED_SMS
}

function remainingText(balance: OcsBalance, kind: BalanceKind, money: MoneyStyle): string {
  if (isUnlimited(balance, kind))
    return { DATA: 'Unlimited data', VOICE: 'Unlimited minutes', SMS: 'Unlimited SMS' }[
      kind as 'DATA' | 'VOICE' | 'SMS'
    ]
  const size = amountText(balance.Value, kind, money)
  return kind === 'MONETARY' ? `${size} credit` : `${size} remaining`
}

/** "5 GB", "60 minutes", "50 SMS", "$25.50" */
function amountText(value: number, kind: BalanceKind, money: MoneyStyle): string {
  if (kind === 'DATA') return bytesText(value)
  if (kind === 'VOICE') return `${trimmed(value / MINUTE_NS)} minute${value === MINUTE_NS ? '' : 's'}`
  if (kind === 'SMS') return `${trimmed(value)} SMS`
  return moneyText(value, money)
}

function bytesText(bytes: number): string {
  const size = Math.abs(bytes)
  if (size >= GIB) return `${trimmed(bytes / GIB)} GB`
  if (size >= MIB) return `${trimmed(bytes / MIB)} MB`
  if (size >= KIB) return `${trimmed(bytes / KIB)} KB`
  return size === 0 ? '0 GB' : `${trimmed(bytes)} bytes`
}

/** At most two decimals, cut and not rounded up: nobody is told that they have more than they have. */
function trimmed(value: number): string {
  return new Decimal(value).toDecimalPlaces(2, Decimal.ROUND_DOWN).toString()
}

function moneyText(minorUnits: number, { currency, decimals, locale }: MoneyStyle): string {
  const amount = new Decimal(minorUnits)
    .dividedBy(new Decimal(10).pow(decimals))
    .toDecimalPlaces(decimals, Decimal.ROUND_DOWN)
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount.toFixed(decimals) as `${number}`)
}

/** "50 GB of 100 GB" and the share that is used. */
function sizeTexts(
  value: number,
  original: number,
  { kind, money }: { kind: BalanceKind; money: MoneyStyle },
): Pick<Balance, 'custom_Original_Value' | 'custom_Remaining_hr' | 'custom_Percent_Used'> {
  const used = new Decimal(original).minus(value).dividedBy(original).times(100)
  return {
    custom_Original_Value: original,
    custom_Remaining_hr: `${amountText(value, kind, money)} of ${amountText(original, kind, money)}`,
    custom_Percent_Used: Decimal.max(0, used).toDecimalPlaces(1, Decimal.ROUND_DOWN).toNumber(),
  }
}

const SIZE = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/
const DATA_UNITS: Record<string, number> = { kb: KIB, mb: MIB, gb: GIB, tb: 1024 * GIB, b: 1, bytes: 1 }
const VOICE_UNITS: Record<string, number> = {
  s: 1e9,
  sec: 1e9,
  seconds: 1e9,
  m: MINUTE_NS,
  min: MINUTE_NS,
  mins: MINUTE_NS,
  minutes: MINUTE_NS,
  h: 60 * MINUTE_NS,
}

/** The size that an ID names, in raw units; undefined when it does not tell one. */
function rawSize(size: string, kind: BalanceKind, money: MoneyStyle): number | undefined {
  const [, number, unit = ''] = SIZE.exec(size) ?? []
  if (number === undefined) return undefined
  const factor = unitFactor(unit.toLowerCase(), kind, money)
  const raw = factor === undefined ? 0 : new Decimal(number).times(factor).toNumber()
  return raw > 0 ? raw : undefined
}

function unitFactor(unit: string, kind: BalanceKind, money: MoneyStyle): number | undefined {
  if (kind === 'DATA') return DATA_UNITS[unit]
  if (kind === 'VOICE') return VOICE_UNITS[unit]
  if (kind === 'SMS') return unit === '' || unit === 'sms' ? 1 : undefined
  return unit === '' || unit === money.currency.toLowerCase() ? 10 ** money.decimals : undefined
}
