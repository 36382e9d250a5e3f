import { STRATEGIES } from '../debit/debit-lookup.ts'
import { ANY } from '../rating/rate.ts'
import { serverError } from '../rpc/rpc-error.ts'
import type { SharedGroup } from '../shared-groups/shared-group-records.ts'
import type { TpSharedGroup } from './tp-records.ts'

/**
 * A shared group out of a tariff plan. An unknown strategy is refused, and so is a rating subject: what shares is a
 * balance, whose own rating subject counts.
 */
export function buildSharedGroup({ ID, SharedGroups }: TpSharedGroup): SharedGroup {
  for (const { Account, Strategy, RatingSubject } of SharedGroups) {
    if (Account === '') throw serverError(`shared group ${ID} names no account; *any stands for all`)
    if (Strategy !== '' && !STRATEGIES.some((one) => one === Strategy)) {
      throw serverError(`shared group ${ID} has the unknown strategy ${Strategy}`)
    }
    if (RatingSubject !== '' && RatingSubject !== ANY) {
      throw serverError(`shared group ${ID} has a rating subject, which belongs to the balances`)
    }
  }
  const sharing = SharedGroups.map(({ Account, Strategy }) => [Account, { strategy: Strategy || '*mine_random' }])
  return { id: ID, sharing: Object.fromEntries(sharing) }
}
