import type { Account, Balance } from '../accounts/account.ts'
import type { Candidate } from './candidate.ts'
import type { SharedLookup, Strategy } from './debit-lookup.ts'

/**
 * The candidates of an account with those of its shared groups in the place of its shared balances: of each group the
 * balances of all members that may pay for this usage, in the order of its strategy (section 12.3). A balance comes
 * once, where it comes first. A balance none of whose groups is loaded pays for its own account alone.
 */
export function withShared(
  account: Account,
  own: readonly Candidate[],
  { shared, matching }: { shared: SharedLookup; matching: (member: Account) => readonly Candidate[] },
): readonly Candidate[] {
  if (!own.some(({ balance }) => isShared(balance))) return own
  const taken = new Set<string>()
  return own
    .flatMap((candidate) => inPlaceOf(candidate, { account, shared, matching }))
    .filter(({ balance }) => !taken.has(balance.uuid) && taken.add(balance.uuid))
}

function inPlaceOf(
  candidate: Candidate,
  {
    account,
    shared,
    matching,
  }: { account: Account; shared: SharedLookup; matching: (member: Account) => readonly Candidate[] },
): readonly Candidate[] {
  const key = { tenant: account.tenant, account: account.name }
  const groups = groupsOf(candidate.balance).flatMap((id) => {
    const sharing = shared.group(id, key)
    return sharing === undefined ? [] : [{ id, ...sharing }]
  })
  if (groups.length === 0) return [candidate]
  return groups.flatMap(({ id, strategy, members }) => {
    const others = members.filter(({ name, disabled }) => name !== account.name && !disabled)
    const all = [account, ...others].flatMap(matching).filter(({ balance }) => balance.sharedGroups?.[id] === true)
    return ordered(all, { strategy, mine: candidate.balance, random: shared.random })
  })
}

function ordered(
  candidates: readonly Candidate[],
  { strategy, mine, random }: { strategy: Strategy; mine: Balance; random: () => number },
): Candidate[] {
  const list = [...candidates]
  if (strategy.endsWith('lowest')) list.sort((a, b) => a.balance.value.cmp(b.balance.value))
  else if (strategy.endsWith('highest')) list.sort((a, b) => b.balance.value.cmp(a.balance.value))
  else shuffle(list, random)
  if (!strategy.startsWith('*mine')) return list
  return [...list.filter(({ balance }) => balance === mine), ...list.filter(({ balance }) => balance !== mine)]
}

/** Every order is as likely as any other (Fisher and Yates). */
function shuffle<T>(list: T[], random: () => number): void {
  for (let last = list.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1))
    const moved = list[last] as T
    list[last] = list[at] as T
    list[at] = moved
  }
}

function isShared({ sharedGroups }: Balance): boolean {
  for (const id in sharedGroups) if (sharedGroups[id] === true) return true
  return false
}

function groupsOf({ sharedGroups }: Balance): string[] {
  return Object.entries(sharedGroups ?? {}).flatMap(([id, on]) => (on ? [id] : []))
}
