import { expect, test } from 'vitest'
import { noLookups } from '../filters/event-view.ts'
import { deleteProfile, writeProfile } from '../profiles/profile-kind.ts'
import { createTestStore } from '../store/test-store.ts'
import type { ChargerProfile } from './charger-profile.ts'
import { chargerProfiles } from './charger-profiles.ts'
import { deriveRuns } from './derive-runs.ts'
import { makeDefaultCharger } from './make-default-charger.ts'

const profile = (properties: Partial<ChargerProfile>): ChargerProfile => ({
  Tenant: 't',
  ID: 'C',
  FilterIDs: null,
  ActivationInterval: null,
  RunID: '*default',
  AttributeIDs: ['*none'],
  Weight: 0,
  ...properties,
})
const happening = { tenant: 't', event: { Account: '1001' }, opts: {} }
const derive = (candidates: ChargerProfile[]) =>
  deriveRuns(happening, {
    candidates,
    find: () => undefined,
    lookups: noLookups(new Date('2026-11-20T12:00:00Z')),
    attribute: (one, ids) => ({
      ...one,
      event: { ...one.event, Category: `by ${ids.join('+') || 'context'}` },
      matched: ['t:A'],
      altered: ['*req.Category'],
    }),
  })

test('every matching profile makes a run of its own, heavier first [OCS-16]', () => {
  const runs = derive([
    profile({ ID: 'CUSTOMER', Weight: 1 }),
    profile({ ID: 'SUPPLIER', RunID: 'supplier', AttributeIDs: ['A1', 'A2'], Weight: 5 }),
    profile({ ID: 'RESELLER', RunID: 'reseller', AttributeIDs: [] }),
    profile({ ID: 'OTHER', FilterIDs: ['*string:~*req.Account:1002'] }),
  ])
  expect(
    runs.map(({ profile: { ID }, runId, event, altered, attributeProfiles }) => ({
      ID,
      runId,
      event,
      altered,
      attributeProfiles,
    })),
  ).toEqual([
    {
      ID: 'SUPPLIER',
      runId: 'supplier',
      event: { Account: '1001', RunID: 'supplier', Category: 'by A1+A2' },
      altered: ['*req.RunID', '*req.Category'],
      attributeProfiles: ['t:A'],
    },
    {
      ID: 'CUSTOMER',
      runId: '*default',
      event: { Account: '1001', RunID: '*default' },
      altered: ['*req.RunID'],
      attributeProfiles: [],
    },
    {
      ID: 'RESELLER',
      runId: 'reseller',
      event: { Account: '1001', RunID: 'reseller', Category: 'by context' },
      altered: ['*req.RunID', '*req.Category'],
      attributeProfiles: ['t:A'],
    },
  ])
  expect(happening.event).toEqual({ Account: '1001' })
})

test('a tenant without charger profiles is given one, and one that has any is left as it is [OCS-16]', async () => {
  const { store } = createTestStore()
  const ids = () => store.read((unit) => [...unit.keys(chargerProfiles.collection)])
  await store.change((unit) => makeDefaultCharger(unit, 't'))
  await store.change((unit) => makeDefaultCharger(unit, 't'))
  expect(await ids()).toEqual(['t:DEFAULT'])
  await store.change((unit) => {
    writeProfile(unit, chargerProfiles, profile({ ID: 'OWN' }))
    deleteProfile(unit, chargerProfiles, { tenant: 't', id: 'DEFAULT' })
  })
  await store.change((unit) => makeDefaultCharger(unit, 't'))
  expect(await ids()).toEqual(['t:OWN'])
})
