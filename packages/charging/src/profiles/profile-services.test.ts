import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
let now = new Date('2026-11-20T12:00:00Z')

beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now })
})
afterAll(() => ocs.close())

const error = async (method: string, argument: object) => (await ocs.reply(method, argument)).error
const value = async (account: string, type: string) => {
  const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Account: account })) as {
    BalanceMap: Record<string, { Value: number }[]> | null
  }
  return BalanceMap?.[type]?.[0]?.Value
}

test.each(['Attribute', 'Charger', 'Threshold', 'Resource'])(
  '%s profiles: set, get, list, page, count and remove [OCS-15, OCS-16]',
  async (noun) => {
    const Tenant = `crud-${noun}`
    const more = noun === 'Attribute' ? { Attributes: [{ Path: '*req.A', Value: [{ Rules: 'x' }] }] } : {}
    expect(await error(`APIerSv1.Set${noun}Profile`, { Tenant, ...more })).toBe('MANDATORY_IE_MISSING: [ID]')
    expect(await error(`APIerSv1.Get${noun}ProfileIDs`, { Tenant })).toBe('NOT_FOUND')
    for (const ID of ['A', 'B', 'C1'])
      expect(await ocs.call(`APIerSv1.Set${noun}Profile`, { Tenant, ID, ...more, Weight: 5 })).toBe('OK')
    expect(await ocs.call(`APIerSv1.Get${noun}Profile`, { Tenant, ID: 'A' })).toMatchObject({
      Tenant,
      ID: 'A',
      FilterIDs: null,
      Weight: 5,
    })
    await ocs.call(`APIerSv1.Set${noun}Profile`, { Tenant, ID: 'A', ...more, FilterIDs: ['*string:~*req.X:y'] })
    expect(await ocs.call(`APIerSv1.Get${noun}Profile`, { Tenant, ID: 'A' })).toMatchObject({
      FilterIDs: ['*string:~*req.X:y'],
      Weight: 0,
    })
    expect(await ocs.call(`APIerSv1.Get${noun}ProfileIDs`, { Tenant })).toEqual(['A', 'B', 'C1'])
    expect(await ocs.call(`APIerSv1.Get${noun}ProfileIDs`, { Tenant, Offset: 1, Limit: 1 })).toEqual(['B'])
    expect(await ocs.call(`APIerSv1.Get${noun}ProfileIDs`, { Tenant, Search: 'C' })).toEqual(['C1'])
    expect(await ocs.call(`APIerSv1.Get${noun}ProfileCount`, { Tenant })).toBe(3)
    expect(await ocs.call(`APIerSv1.Remove${noun}Profile`, { Tenant, ID: 'A' })).toBe('OK')
    expect(await error(`APIerSv1.Remove${noun}Profile`, { Tenant, ID: 'A' })).toBe('NOT_FOUND')
    expect(await error(`APIerSv1.Get${noun}Profile`, { Tenant, ID: 'A' })).toBe('NOT_FOUND')
    expect(await error(`APIerSv1.Set${noun}Profile`, { Tenant, ID: 'Z', ...more, FilterIDs: ['NOPE'] })).toBe(
      `SERVER_ERROR: broken reference to filter: <NOPE> for item with ID: ${Tenant}:Z`,
    )
    expect(await error(`APIerSv1.Set${noun}Profile`, { Tenant, ID: 'Z', ...more, FilterIDs: ['*foo:~*req.X:y'] })).toBe(
      'SERVER_ERROR: Unsupported filter Type: *foo',
    )
    expect(await error(`APIerSv1.Get${noun}Profile`, { Tenant, ID: 'Z' })).toBe('NOT_FOUND')
  },
)

test('a filter that profiles name, in themselves or in an attribute, cannot be removed [OCS-05]', async () => {
  const Tenant = 'in-use'
  const rule = { Type: '*string', Element: '~*req.Account', Values: ['1'] }
  for (const ID of ['F1', 'F2']) await ocs.call('APIerSv1.SetFilter', { Tenant, ID, Rules: [rule] })
  await ocs.call('APIerSv1.SetChargerProfile', { Tenant, ID: 'C', FilterIDs: ['F1'] })
  await ocs.call('APIerSv1.SetAttributeProfile', {
    Tenant,
    ID: 'A',
    Attributes: [{ FilterIDs: ['F2'], Path: '*req.S', Value: [{ Rules: 'x' }] }],
  })
  expect(await error('APIerSv1.RemoveFilter', { Tenant, ID: 'F1' })).toBe(
    'SERVER_ERROR: cannot remove filter <in-use:F1> because will broken the reference to following items: {"charger_profiles":{"C":{}}}',
  )
  expect(await error('APIerSv1.RemoveFilter', { Tenant, ID: 'F2' })).toMatch(/"attribute_profiles":\{"A"/)
  await ocs.call('APIerSv1.RemoveChargerProfile', { Tenant, ID: 'C' })
  expect(await ocs.call('APIerSv1.RemoveFilter', { Tenant, ID: 'F1' })).toBe('OK')
  expect(await ocs.call('APIerSv1.GetFilterIDs', { Tenant })).toEqual(['F2'])
})

test('attributes that could not be computed are refused [OCS-06]', async () => {
  const set = (attribute: object) => error('APIerSv2.SetAttributeProfile', { ID: 'BAD', Attributes: [attribute] })
  expect(await set({ Type: '*constant', Value: 'x' })).toBe('MANDATORY_IE_MISSING: [Path]')
  expect(await set({ Path: '*req.A', Type: '*nonsense', Value: 'x' })).toBe(
    'SERVER_ERROR: unsupported type: <*nonsense>',
  )
  expect(await set({ Path: 'A', Value: 'x' })).toBe('SERVER_ERROR: unsupported path: <A>')
  expect(
    await error('APIerSv1.SetAttributeProfile', {
      ID: 'BAD',
      Attributes: [{ Path: '*req.A', Value: [{ Rules: '' }] }],
    }),
  ).toBe('MANDATORY_IE_MISSING: [Rules]')
})

test('AttributeS: a changed attribute takes effect with the next event, and survives a restart [OCS-13]', async () => {
  const set = (Rules: string) =>
    ocs.call('APIerSv1.SetAttributeProfile', {
      Tenant: 'attr',
      ID: 'ATTR_ACCOUNT_1',
      FilterIDs: ['*string:~*req.Account:1'],
      Attributes: [{ Path: '*req.MaxBitrateDL', Type: '*constant', Value: [{ Rules }] }],
    })
  const ask = async () => {
    const { Event } = (await ocs.call('AttributeSv1.ProcessEvent', {
      Tenant: 'attr',
      ID: 'e',
      Event: { Account: '1' },
    })) as { Event: { MaxBitrateDL: string } }
    return Event.MaxBitrateDL
  }
  await set('1000')
  expect(await ask()).toBe('1000')
  await set('512')
  expect(await ask()).toBe('512')
  await ocs.restart()
  expect(await ask()).toBe('512')
  expect(
    await ocs.call('AttributeSv1.GetAttributeForEvent', { Tenant: 'attr', ID: 'e', Event: { Account: '1' } }),
  ).toMatchObject({ ID: 'ATTR_ACCOUNT_1' })
  expect(await error('AttributeSv1.GetAttributeForEvent', { Tenant: 'attr', ID: 'e', Event: { Account: '2' } })).toBe(
    'NOT_FOUND',
  )
  expect(await error('AttributeSv1.ProcessEvent', { Tenant: 'attr', ID: 'e' })).toBe('MANDATORY_IE_MISSING: [Event]')
})

test('AttributeS: runs, named profiles and ignored filters by option, and what fails is said [OCS-13]', async () => {
  const profile = (ID: string, more: object) =>
    ocs.call('APIerSv1.SetAttributeProfile', { Tenant: 'opts', ID, ...more })
  const log = (Rules: string) => [{ Path: '*req.Log', Type: '*composed', Value: [{ Rules }] }]
  await profile('A', { Weight: 2, Attributes: log('a') })
  await profile('B', { Weight: 1, Attributes: log('b') })
  await profile('OFF', { FilterIDs: ['*string:~*req.Account:nobody'], Attributes: log('off') })
  await profile('SUM', {
    Contexts: ['*sums'],
    Attributes: [{ Path: '*req.N', Type: '*sum', Value: [{ Rules: '~*req.Word' }] }],
  })
  const ask = async (APIOpts: object, more: object = {}) =>
    await ocs.reply('AttributeSv1.ProcessEvent', { Tenant: 'opts', ID: 'e', Event: { Word: 'x' }, APIOpts, ...more })
  expect((await ask({ '*attrProcessRuns': 2 })).result).toMatchObject({
    Event: { Log: 'ab' },
    MatchedProfiles: ['opts:A', 'opts:B'],
  })
  expect((await ask({ '*attrProfileIDs': ['B'] })).result).toMatchObject({ Event: { Log: 'b' } })
  expect((await ask({}, { AttributeIDs: ['B'] })).result).toMatchObject({ Event: { Log: 'b' } })
  expect((await ask({ '*attrProfileIDs': ['OFF'] })).error).toBe('NOT_FOUND')
  expect((await ask({ '*attrProfileIDs': ['OFF'], '*attrProfileIgnoreFilters': true })).result).toMatchObject({
    Event: { Log: 'off' },
  })
  expect((await ask({ '*context': '*sums', '*attrProfileIDs': 'SUM' })).error).toMatch(
    /^SERVER_ERROR: invalid arguments/,
  )
})

test('ChargerS: one run for each profile that matches, with its attributes [OCS-16]', async () => {
  const Tenant = 'chargers'
  const event = { Tenant, ID: 'e', Event: { Account: '1', Category: 'call' } }
  expect(await error('ChargerSv1.ProcessEvent', event)).toBe('NOT_FOUND')
  await ocs.call('APIerSv1.SetChargerProfile', {
    Tenant,
    ID: 'OWN',
    RunID: '*default',
    AttributeIDs: ['*none'],
    Weight: 1,
  })
  await ocs.call('APIerSv1.SetChargerProfile', {
    Tenant,
    ID: 'SUP',
    RunID: 'supplier',
    AttributeIDs: ['*constant:*req.RequestType:*rated;*constant:*req.Category:supplier'],
  })
  expect(await ocs.call('ChargerSv1.ProcessEvent', event)).toMatchObject([
    {
      ChargerSProfile: 'OWN',
      AttributeSProfiles: null,
      AlteredFields: ['*req.RunID'],
      CGREvent: { Event: { Account: '1', Category: 'call', RunID: '*default' } },
    },
    {
      ChargerSProfile: 'SUP',
      AlteredFields: ['*req.RunID', '*req.RequestType', '*req.Category'],
      CGREvent: { Event: { Category: 'supplier', RequestType: '*rated', RunID: 'supplier' } },
    },
  ])
  expect(await error('ChargerSv1.ProcessEvent', { Tenant })).toBe('MANDATORY_IE_MISSING: [Event]')
})

test('ThresholdS: counts, sleeps, resets, and keeps its hits over a restart [OCS-17]', async () => {
  const Tenant = 'th'
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'TH_BONUS',
    Actions: [{ Identifier: '*topup', BalanceId: 'bonus', BalanceType: '*sms', Units: 1, Weight: 1 }],
  })
  await ocs.call('APIerSv1.SetThresholdProfile', {
    Tenant,
    ID: 'TH',
    FilterIDs: ['*string:~*req.Account:a'],
    MaxHits: -1,
    MinHits: 1,
    MinSleep: 60_000_000_000,
    ActionIDs: ['TH_BONUS'],
  })
  const hit = () => ocs.call('ThresholdSv1.ProcessEvent', { Tenant, ID: 'e', Event: { Account: 'a' } })
  const bonus = async () => {
    const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Tenant, Account: 'a' })) as {
      BalanceMap: { '*sms': [{ Value: number }] }
    }
    return BalanceMap['*sms'][0].Value
  }
  expect(await hit()).toEqual(['TH'])
  expect(await hit()).toEqual(['TH'])
  expect(await bonus()).toBe(1)
  expect(await ocs.call('ThresholdSv1.GetThreshold', { Tenant, ID: 'TH' })).toEqual({
    Tenant,
    ID: 'TH',
    Hits: 2,
    Snooze: '2026-11-20T12:01:00Z',
  })
  await ocs.restart()
  now = new Date(now.getTime() + 60_000)
  await hit()
  expect(await bonus()).toBe(2)
  expect(
    await ocs.call('ThresholdSv1.GetThresholdsForEvent', { Tenant, ID: 'e', Event: { Account: 'a' } }),
  ).toMatchObject([{ ID: 'TH', Hits: 3 }])
  expect(await ocs.call('ThresholdSv1.GetThresholdIDs', { Tenant })).toEqual(['TH'])
  expect(await ocs.call('ThresholdSv1.ResetThreshold', { Tenant, ID: 'TH' })).toBe('OK')
  expect(await ocs.call('ThresholdSv1.GetThreshold', { Tenant, ID: 'TH' })).toMatchObject({
    Hits: 0,
    Snooze: '0001-01-01T00:00:00Z',
  })
  expect(await error('ThresholdSv1.ResetThreshold', { Tenant, ID: 'NOPE' })).toBe('NOT_FOUND')
  expect(await error('ThresholdSv1.ProcessEvent', { Tenant, Event: { Account: 'a' } })).toBe(
    'MANDATORY_IE_MISSING: [ID]',
  )
  await ocs.call('APIerSv1.RemoveThresholdProfile', { Tenant, ID: 'TH' })
  expect(await error('ThresholdSv1.GetThreshold', { Tenant, ID: 'TH' })).toBe('NOT_FOUND')
})

test('ThresholdS: what fails at once is answered and only the hit is kept; what runs later is not waited for [OCS-17]', async () => {
  const Tenant = 'fail'
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'HALF',
    Actions: [
      { Identifier: '*topup', BalanceId: 'x', BalanceType: '*sms', Units: 1, Weight: 9 },
      { Identifier: '*nonsense', Weight: 1 },
    ],
  })
  await ocs.call('APIerSv1.SetThresholdProfile', {
    Tenant,
    ID: 'BAD',
    FilterIDs: ['*string:~*req.Account:b'],
    MaxHits: -1,
    ActionIDs: ['HALF'],
  })
  expect(await error('ThresholdSv1.ProcessEvent', { Tenant, ID: 'e', Event: { Account: 'b' } })).toBe(
    'PARTIALLY_EXECUTED',
  )
  expect(await ocs.call('ThresholdSv1.GetThreshold', { Tenant, ID: 'BAD' })).toMatchObject({ Hits: 1 })
  expect(await error('APIerSv2.GetAccount', { Tenant, Account: 'b' })).toBe('NOT_FOUND')
  await ocs.call('APIerSv1.SetThresholdProfile', {
    Tenant,
    ID: 'LATER',
    FilterIDs: ['*string:~*req.Account:c'],
    MaxHits: -1,
    ActionIDs: ['HALF', 'TH_BONUS'],
    Async: true,
  })
  expect(await ocs.call('ThresholdSv1.ProcessEvent', { Tenant, ID: 'e', Event: { Account: 'c' } })).toEqual(['LATER'])
  expect(await ocs.call('APIerSv2.GetAccount', { Tenant, Account: 'c' })).toMatchObject({
    BalanceMap: { '*sms': [{ ID: 'bonus', Value: 1 }] },
  })
})

test('ResourceS: every method, and an allocation that expires [OCS-16]', async () => {
  const Tenant = 'res'
  await ocs.call('APIerSv1.SetResourceProfile', {
    Tenant,
    ID: 'R',
    FilterIDs: ['*string:~*req.Account:a'],
    UsageTTL: 10_000_000_000,
    Limit: 2,
  })
  const ask = (verb: string, usage: string, units = 1) =>
    ocs.reply(`ResourceSv1.${verb}Resources`, {
      Tenant,
      ID: 'e',
      Event: { Account: 'a' },
      APIOpts: { '*rsUsageID': usage, '*rsUnits': units },
    })
  expect((await ask('Allocate', 'u1', 2)).result).toBe('R')
  expect((await ask('Authorize', 'u2')).error).toBe('RESOURCE_UNAUTHORIZED')
  expect((await ask('Allocate', 'u2')).error).toBe('RESOURCE_UNAVAILABLE')
  const expiry = new Date(now.getTime() + 10_000).toISOString().replace('.000', '')
  expect(await ocs.call('ResourceSv1.GetResource', { Tenant, ID: 'R' })).toEqual({
    Tenant,
    ID: 'R',
    Usages: { u1: { Tenant, ID: 'u1', ExpiryTime: expiry, Units: 2 } },
    TTLIdx: ['u1'],
  })
  expect(
    await ocs.call('ResourceSv1.GetResourcesForEvent', { Tenant, ID: 'e', Event: { Account: 'a' } }),
  ).toMatchObject([{ ID: 'R' }])
  now = new Date(now.getTime() + 10_000)
  expect((await ask('Allocate', 'u2')).result).toBe('R')
  expect((await ask('Release', 'unknown')).result).toBe('OK')
  expect((await ask('Release', 'u2')).result).toBe('OK')
  expect(await ocs.call('ResourceSv1.GetResource', { Tenant, ID: 'R' })).toMatchObject({ Usages: {}, TTLIdx: null })
  expect(await error('ResourceSv1.ReleaseResources', { Tenant, ID: 'e', Event: { Account: 'a' } })).toBe(
    'MANDATORY_IE_MISSING: [UsageID]',
  )
  expect(await error('ResourceSv1.AllocateResources', { Tenant })).toBe('MANDATORY_IE_MISSING: [ID Event]')
  expect(await error('ResourceSv1.GetResource', { Tenant, ID: 'NOPE' })).toBe('NOT_FOUND')
})

test('action triggers count events and balances, fire once, and start anew after a reset [OCS-17]', async () => {
  const trigger = (UniqueID: string, ThresholdType: string, more: object) =>
    ocs.call('APIerSv1.SetActionTrigger', {
      GroupID: 'COUNT',
      UniqueID,
      ActionTrigger: { ThresholdType, BalanceType: '*sms', ActionsID: 'COUNT_BONUS', ...more },
    })
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'COUNT_BONUS',
    Actions: [{ Identifier: '*topup', BalanceId: 'gift', BalanceType: '*data', Units: 100, Weight: 1 }],
  })
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'COUNT_RESET',
    Actions: [
      { Identifier: '*reset_counters', BalanceType: '*sms', Weight: 9 },
      { Identifier: '*reset_triggers', Weight: 1 },
    ],
  })
  await trigger('events', '*max_event_counter', { ThresholdValue: 3 })
  await trigger('balances', '*max_balance_counter', { ThresholdValue: 100, BalanceID: 'other' })
  await ocs.call('APIerSv1.AddBalance', { Account: 'cnt', BalanceType: '*sms', Value: 50, Balance: { ID: 'pack' } })
  await ocs.call('APIerSv2.SetAccount', { Account: 'cnt', ActionTriggerIDs: ['COUNT'] })
  const send = (OriginID: string, Usage: number) =>
    ocs.call('CDRsV1.ProcessEvent', {
      Event: { OriginID, ToR: '*sms', RequestType: '*postpaid', Account: 'cnt', Destination: '31', Usage },
    })
  const counters = async () =>
    ((await ocs.call('APIerSv2.GetAccount', { Account: 'cnt' })) as { UnitCounters: object }).UnitCounters
  await send('c1', 2)
  expect(await counters()).toMatchObject({
    '*sms': [
      { CounterType: '*event', Counters: [{ Value: 2, Filter: { ID: 'events' } }] },
      { CounterType: '*balance', Counters: [{ Value: 0 }] },
    ],
  })
  expect(await value('cnt', '*data')).toBeUndefined()
  await send('c2', 2)
  expect(await value('cnt', '*data')).toBe(100)
  await send('c3', 2)
  expect(await value('cnt', '*data')).toBe(100)
  await ocs.call('APIerSv1.ExecuteAction', { Account: 'cnt', ActionsId: 'COUNT_RESET' })
  expect(await value('cnt', '*data')).toBe(100)
  await send('c4', 3)
  expect(await value('cnt', '*data')).toBe(200)
})
