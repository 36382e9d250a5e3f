import { expect, test } from 'vitest'
import { noLookups } from '../filters/event-view.ts'
import type { ChargerProfile } from './charger-profile.ts'
import { deriveRuns } from './derive-runs.ts'

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
