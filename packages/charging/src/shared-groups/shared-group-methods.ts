import { notFound } from '../rpc/rpc-error.ts'
import type { Methods } from '../rpc/services.ts'
import { allMembersOf, sharedGroups } from './shared-group-records.ts'

export const sharedGroupMethods: Methods = {
  /** A group by its bare name. Groups are made by loading tariff plans; their members are who has a balance in them. */
  GetSharedGroup: (engine, argument) =>
    engine.read((unit) => {
      const group = typeof argument === 'string' ? unit.get(sharedGroups, argument.trim()) : undefined
      if (group === undefined) throw notFound()
      const parameters = Object.entries(group.sharing).map(([account, { strategy }]) => [
        account,
        { Strategy: strategy, RatingSubject: '' },
      ])
      return {
        Id: group.id,
        AccountParameters: Object.fromEntries(parameters),
        MemberIds: Object.fromEntries(allMembersOf(unit, group.id).map((id) => [id, true])),
      }
    }),
}
