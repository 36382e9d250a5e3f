import type { Account } from '../accounts/account.ts'
import { defineDocuments } from '../store/collection.ts'
import { joinKey, keyPrefix, splitKey, tenantKey } from '../store/key.ts'
import type { Unit } from '../store/unit.ts'

/** How accounts share their balances of a group: by account, or `*any`, the order in which they pay (section 12.3). */
export type SharedGroup = {
  readonly id: string
  readonly sharing: Readonly<Record<string, { readonly strategy: string }>>
}

/** Groups by id; like rating plans they belong to the engine, while accounts share within their tenant alone. */
export const sharedGroups = defineDocuments<SharedGroup>('shared-group')
/** A key of group, tenant and account for each account with a balance in a group, whether the group is loaded or not. */
const members = defineDocuments<1>('shared-group-member')

/** Keeps the members of groups up to date with the balances of an account. */
export function fileMemberships(unit: Unit, before: Account | undefined, next: Account | undefined): void {
  if (before !== undefined && next !== undefined && haveSameSets(before, next)) return
  const old = groupsOf(before)
  const now = groupsOf(next)
  const keyOf = (group: string, { tenant, name }: Account) => joinKey(group, tenant, name)
  for (const group of now) if (next && !old.has(group)) unit.put(members, keyOf(group, next), 1)
  for (const group of old) if (before && !now.has(group)) unit.remove(members, keyOf(group, before))
}

/** Names of the accounts of a tenant that have a balance in a group. */
export function membersOf(unit: Unit, { tenant, group }: { tenant: string; group: string }): string[] {
  return [...unit.keys(members, keyPrefix(group, tenant))].map((key) => splitKey(key)[2] ?? '')
}

/** The members of a group as `tenant:account`. */
export function allMembersOf(unit: Unit, group: string): string[] {
  return [...unit.keys(members, keyPrefix(group))].map((key) => {
    const [, tenant = '', name = ''] = splitKey(key)
    return tenantKey(tenant, name)
  })
}

/** A debit changes values and leaves the sets of balances as they are. */
function haveSameSets(before: Account, next: Account): boolean {
  const { balances } = next
  if (balances.length !== before.balances.length) return false
  return balances.every(({ sharedGroups: set }, at) => set === before.balances[at]?.sharedGroups)
}

function groupsOf(account: Account | undefined): Set<string> {
  const groups = new Set<string>()
  for (const { sharedGroups: set } of account?.balances ?? []) {
    for (const id in set) if (set[id] === true) groups.add(id)
  }
  return groups
}
