import { Decimal } from '../exact-decimal.ts'
import type { Trigger } from '../triggers/trigger.ts'
import type { Account, Balance, IdSet } from './account.ts'

/** How an account is written: lists in a fixed order, what is as usual left out at their ends, to be small by the million. */
export type AccountJson = readonly [
  tenant: string,
  name: string,
  updatedAt: number,
  balances?: readonly BalanceJson[],
  /** 0: the types of the balances, in their order */
  balanceTypes?: readonly string[] | 0,
  allowNegative?: 0 | 1,
  disabled?: 0 | 1,
  triggers?: readonly Trigger[],
]

/** 0 is the empty set, which most sets are; null is one that was not given. */
type SetJson = IdSet | null | 0

type BalanceJson = readonly [
  uuid: string,
  type: string,
  id: string,
  value: string,
  /** milliseconds since 1970, 0 for never */
  expiresAt?: number,
  weight?: number,
  destinationIds?: SetJson,
  categories?: SetJson,
  sharedGroups?: SetJson,
  timingIds?: SetJson,
  ratingSubject?: string | 0,
  factors?: Readonly<Record<string, number>> | 0,
  disabled?: 0 | 1,
  blocker?: 0 | 1,
]

export function writeAccount(account: Account): AccountJson {
  const types = [...new Set(account.balances.map((balance) => balance.type))]
  const areUsual =
    types.length === account.balanceTypes.length && types.every((type, at) => account.balanceTypes[at] === type)
  return trimmed([
    account.tenant,
    account.name,
    account.updatedAt.getTime(),
    account.balances.map(writeBalance),
    areUsual ? 0 : account.balanceTypes,
    account.allowNegative ? 1 : 0,
    account.disabled ? 1 : 0,
    account.triggers.length === 0 ? 0 : account.triggers,
  ]) as unknown as AccountJson
}

export function readAccount(json: AccountJson): Account {
  const [tenant, name, updatedAt, balanceList, balanceTypes, allowNegative, disabled, triggers] = json
  const balances = balanceList?.map(readBalance) ?? []
  return {
    tenant,
    name,
    allowNegative: allowNegative === 1,
    disabled: disabled === 1,
    balances,
    balanceTypes: balanceTypes || [...new Set(balances.map((balance) => balance.type))],
    triggers: triggers || [],
    updatedAt: new Date(updatedAt),
  }
}

function writeBalance(balance: Balance): BalanceJson {
  return trimmed([
    balance.uuid,
    balance.type,
    balance.id,
    balance.value.toString(),
    balance.expiresAt?.getTime() ?? 0,
    balance.weight,
    writeSet(balance.destinationIds),
    writeSet(balance.categories),
    writeSet(balance.sharedGroups),
    writeSet(balance.timingIds),
    balance.ratingSubject || 0,
    balance.factors ?? 0,
    balance.disabled ? 1 : 0,
    balance.blocker ? 1 : 0,
  ]) as unknown as BalanceJson
}

function readBalance(json: BalanceJson): Balance {
  const [uuid, type, id, value, expiresAt, weight, destinationIds, categories, sharedGroups, timingIds] = json
  const [ratingSubject, factors, disabled, blocker] = json.slice(10) as [string?, IdSetOfNumbers?, number?, number?]
  return {
    uuid,
    type,
    id,
    value: new Decimal(value),
    expiresAt: expiresAt ? new Date(expiresAt) : null,
    weight: weight ?? 0,
    destinationIds: readSet(destinationIds),
    ratingSubject: ratingSubject || '',
    categories: readSet(categories),
    sharedGroups: readSet(sharedGroups),
    timingIds: readSet(timingIds),
    factors: factors || null,
    disabled: disabled === 1,
    blocker: blocker === 1,
  }
}

type IdSetOfNumbers = Readonly<Record<string, number>>

function writeSet(set: IdSet | null): SetJson {
  if (set === null) return null
  for (const _ in set) return set
  return 0
}

function readSet(set: SetJson | undefined): IdSet | null {
  return set === 0 || set === undefined ? {} : set
}

/** The list without the zeros at its end. */
function trimmed(list: unknown[]): unknown[] {
  while (list.at(-1) === 0) list.pop()
  return list
}
