import { profileMembers, profileMethods, profileOf } from '../profiles/profile-methods.ts'
import { anything, freeMap, optional, text, textList } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { chargerProfiles } from './charger-profiles.ts'
import { chargerRuns } from './charger-runs.ts'

export const chargerMethods: Methods = profileMethods(chargerProfiles, {
  noun: 'Charger',
  members: { ...profileMembers, RunID: text, AttributeIDs: optional(textList) },
  read: (argument, tenant) => ({
    ...profileOf(argument, tenant),
    RunID: argument.RunID || '*default',
    AttributeIDs: argument.AttributeIDs ?? null,
  }),
})

export const chargerService: Methods = {
  ProcessEvent: method(
    { Tenant: text, ID: text, Time: anything, Event: freeMap, APIOpts: freeMap },
    (engine, argument) => {
      requireMembers(argument, ['Event'])
      return engine.read((unit) => {
        const { Tenant, Event, APIOpts } = argument
        const runs = chargerRuns(unit, { tenant: Tenant || engine.tenant, event: Event, opts: APIOpts })
        if (runs.length === 0) throw notFound()
        return runs.map((run) => ({
          ChargerSProfile: run.profile.ID,
          AttributeSProfiles: run.attributeProfiles.length === 0 ? null : run.attributeProfiles,
          AlteredFields: run.altered,
          CGREvent: {
            Tenant: run.tenant,
            ID: argument.ID,
            Time: argument.Time ?? null,
            Event: run.event,
            APIOpts: run.opts,
          },
        }))
      })
    },
  ),
}
