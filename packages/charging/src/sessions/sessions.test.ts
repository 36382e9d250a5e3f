import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'

let ocs: TestEngine
let now = new Date('2026-11-20T12:00:00Z')
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}

beforeAll(async () => {
  ocs = await startTestEngine({ now: () => now, dynaprepaidPlans: ['PLAN_NEW'] })
  await ocs.call('APIerSv1.SetChargerProfile', { ID: 'CH_DEFAULT', RunID: '*default', AttributeIDs: ['*none'] })
})
afterAll(() => ocs.close())

type Event = Record<string, unknown>
const MB = 1_048_576
const data = (Account: string, OriginID: string, more: Event = {}): Event => ({
  ToR: '*data',
  RequestType: '*prepaid',
  Category: 'data',
  Account,
  Destination: 'internet',
  OriginHost: 'pgw',
  OriginID,
  ...more,
})
const reply = (method: string, Event: Event, more: object = {}) =>
  ocs.reply(`SessionSv1.${method}`, { ID: 'e', Event, ...more })
const initiate = (Event: Event, more: object = {}) => reply('InitiateSession', Event, { InitSession: true, ...more })
const update = (Event: Event, more: object = {}) => reply('UpdateSession', Event, { UpdateSession: true, ...more })
const terminate = (Event: Event, more: object = {}) =>
  reply('TerminateSession', Event, { TerminateSession: true, ...more })
const bundle = (Account: string, Value: number, Balance: object = {}, BalanceType = '*data') =>
  ocs.call('APIerSv1.AddBalance', {
    Account,
    BalanceType,
    Value,
    Balance: { ID: 'bundle', Weight: 10, RatingSubject: '*zero1024', ...Balance },
  })
/** Money of 0 that ends every debit, so that no plan is needed. */
const stop = (Account: string) =>
  ocs.call('APIerSv1.AddBalance', {
    Account,
    BalanceType: '*monetary',
    Balance: { ID: 'stop', Value: 0, Weight: 1, Blocker: true },
  })
const left = async (Account: string, type = '*data', ID = 'bundle') => {
  const { BalanceMap } = (await ocs.call('APIerSv2.GetAccount', { Account })) as {
    BalanceMap: Record<string, { ID: string; Value: number }[]>
  }
  return BalanceMap[type]?.find((one) => one.ID === ID)?.Value
}
const records = async (OriginID: string) =>
  (await ocs.reply('CDRsV1.GetCDRs', { OriginIDs: [OriginID] })).result as
    | {
        RunID: string
        Usage: number
        Cost: number
        CostSource: string
        ExtraInfo: string
        CostDetails: { Charges: object[] } | null
      }[]
    | null
const active = async (Account: string) =>
  (await ocs.reply('SessionSv1.GetActiveSessions', { Filters: [`*string:~*req.Account:${Account}`] })).result as
    | Event[]
    | null

async function subscriber(name: string, value: number): Promise<string> {
  await bundle(name, value)
  await stop(name)
  return name
}

test('what each method needs is said [OCS-16]', async () => {
  expect((await ocs.reply('SessionSv1.AuthorizeEvent', {})).error).toBe('MANDATORY_IE_MISSING: [CGREvent]')
  for (const method of ['AuthorizeEvent', 'InitiateSession', 'UpdateSession', 'TerminateSession']) {
    expect((await ocs.reply(`SessionSv1.${method}`, { ID: 'e' })).error).toBe('MANDATORY_IE_MISSING: [Event]')
    expect((await reply(method, { OriginID: 'x' })).error).toBe('MANDATORY_IE_MISSING: [Subsystems]')
  }
  expect((await terminate({ Account: 'x' })).error).toBe('MANDATORY_IE_MISSING: [OriginID]')
  expect((await reply('InitiateSession', { Account: 'x' }, { AllocateResources: true })).error).toBe(
    'MANDATORY_IE_MISSING: [OriginID]',
  )
  expect((await reply('AuthorizeEvent', data('x', 'x'), { GetRoutes: true })).error).toBe('ROUTES_ERROR:NOT_FOUND')
  expect((await reply('AuthorizeEvent', data('ghost', 'x'), { GetMaxUsage: true })).error).toBe(
    'RALS_ERROR:ACCOUNT_NOT_FOUND',
  )
  expect((await ocs.reply('SessionSv1.GetPassiveSessions', {})).error).toBe('NOT_FOUND')
  expect(await ocs.call('SessionSv1.GetPassiveSessionsCount', {})).toBe(0)
  expect((await ocs.reply('SessionSv1.ForceDisconnect', {})).error).toBe('NOT_FOUND')
})

test('a session from its beginning to its record [OCS-16, USE-18, USE-22]', async () => {
  await subscriber('whole', 10 * MB)
  const event = data('whole', 'w1')
  expect((await initiate({ ...event, Usage: 2 * MB })).result).toEqual({ MaxUsage: 2 * MB })
  expect((await update({ ...event, Usage: 2 * MB, LastUsed: 2 * MB })).result).toEqual({ MaxUsage: 2 * MB })
  expect(await left('whole')).toBe(6 * MB)
  expect(await active('whole')).toMatchObject([
    { RunID: '*default', Usage: 4 * MB, LoopIndex: 2, Source: 'SessionS_', OriginID: 'w1' },
  ])
  expect((await terminate({ ...event, Usage: 3 * MB })).result).toBe('OK')
  expect(await left('whole')).toBe(7 * MB)
  expect(await active('whole')).toBeNull()
  expect(await records('w1')).toBeNull()
  expect((await reply('ProcessCDR', event)).result).toBe('OK')
  expect(await records('w1')).toMatchObject([
    { RunID: '*default', Usage: 3 * MB, Cost: 0, CostSource: '*sessions', ExtraInfo: '' },
  ])
  expect((await reply('ProcessCDR', event)).error).toBe('EXISTS')
  expect(await left('whole')).toBe(7 * MB)
})

test('what is sent twice happens once [OCS-16]', async () => {
  await subscriber('twice', 10 * MB)
  const event = data('twice', 't1')
  await initiate({ ...event, Usage: MB })
  expect((await initiate({ ...event, Usage: MB })).error).toBe('EXISTS')
  await terminate({ ...event, Usage: MB })
  expect((await terminate({ ...event, Usage: MB })).result).toBe('OK')
  expect(await left('twice')).toBe(9 * MB)
  expect((await reply('ProcessMessage', data('twice', 't2', { Usage: 1024 }), { Debit: true })).result).toEqual({
    MaxUsage: 1024,
  })
  expect((await reply('ProcessMessage', data('twice', 't2', { Usage: 1024 }), { Debit: true })).error).toBe('EXISTS')
  expect(await left('twice')).toBe(9 * MB - 1024)
})

test('a record asked for while the session lasts ends it first: usage is charged once [OCS-16]', async () => {
  await subscriber('early', 10 * MB)
  const event = data('early', 'e1')
  await initiate({ ...event, Usage: 2 * MB })
  expect((await reply('ProcessCDR', { ...event, Usage: MB })).result).toBe('OK')
  expect(await left('early')).toBe(9 * MB)
  expect(await active('early')).toBeNull()
  expect(await records('e1')).toMatchObject([{ Usage: MB, CostSource: '*sessions' }])
})

test('an update or an end of a session that nobody announced is charged [OCS-16]', async () => {
  await subscriber('implicit', 10 * MB)
  expect((await update(data('implicit', 'i1', { Usage: MB }))).result).toEqual({ MaxUsage: MB })
  expect(await active('implicit')).toHaveLength(1)
  expect((await terminate(data('implicit', 'i2', { Usage: MB }))).result).toBe('OK')
  expect(await left('implicit')).toBe(8 * MB)
  expect(await active('implicit')).toHaveLength(1)
})

test('a session goes on under another name [OCS-16]', async () => {
  await subscriber('renamed', 10 * MB)
  await ocs.call('APIerSv1.SetResourceProfile', {
    ID: 'RENAMED',
    FilterIDs: ['*string:~*req.Account:renamed'],
    UsageTTL: -1,
    Limit: 1,
  })
  await initiate(data('renamed', 'old', { Usage: MB }), { AllocateResources: true })
  await update(data('renamed', 'new', { InitialOriginID: 'old', Usage: MB }))
  expect(await active('renamed')).toMatchObject([{ OriginID: 'new', Usage: 2 * MB }])
  await terminate(data('renamed', 'new', { Usage: MB }), { ReleaseResources: true })
  expect(await ocs.call('ResourceSv1.GetResource', { ID: 'RENAMED' })).toMatchObject({ Usages: {} })
  expect(await left('renamed')).toBe(9 * MB)
})

test('a refused session stays registered, and its error names the subsystem [OCS-16]', async () => {
  await bundle('refused', MB)
  const event = data('refused', 'r1', { Usage: 2 * MB })
  expect((await initiate(event)).error).toBe('RALS_ERROR:RATING_PLAN_NOT_FOUND')
  expect(await active('refused')).toMatchObject([{ Usage: 0 }])
  expect(await left('refused')).toBe(MB)
  expect((await initiate(data('refused', 'r2', { Usage: 2 * MB }), { ForceDuration: true })).error).toBe(
    'RALS_ERROR:RATING_PLAN_NOT_FOUND',
  )
  await terminate(data('refused', 'r1'))
  await reply('ProcessCDR', event)
  expect(await records('r1')).toMatchObject([{ Usage: 0, Cost: -1, ExtraInfo: 'RATING_PLAN_NOT_FOUND' }])
})

test('one event in several runs: the smallest grant counts, and each run has its record [OCS-16]', async () => {
  const Tenant = 'runs'
  await ocs.call('APIerSv1.SetChargerProfile', {
    Tenant,
    ID: 'OWN',
    RunID: '*default',
    AttributeIDs: ['*none'],
    Weight: 2,
  })
  await ocs.call('APIerSv1.SetChargerProfile', {
    Tenant,
    ID: 'SHOP',
    RunID: 'shop',
    AttributeIDs: ['*constant:*req.Account:shop'],
    Weight: 1,
  })
  for (const [Account, Value] of [
    ['own', 10 * MB],
    ['shop', 3 * MB],
  ] as const) {
    await ocs.call('APIerSv1.AddBalance', {
      Tenant,
      Account,
      BalanceType: '*data',
      Value,
      Balance: { ID: 'bundle', RatingSubject: '*zero1024' },
    })
    await ocs.call('APIerSv1.AddBalance', {
      Tenant,
      Account,
      BalanceType: '*monetary',
      Balance: { ID: 'stop', Value: 0, Blocker: true },
    })
  }
  const ask = (method: string, more: object) =>
    ocs.reply(`SessionSv1.${method}`, { Tenant, ID: 'e', Event: data('own', 'm1', { Usage: 5 * MB }), ...more })
  expect((await ask('AuthorizeEvent', { GetMaxUsage: true })).result).toEqual({ MaxUsage: 3 * MB })
  expect((await ask('ProcessEvent', { Flags: ['*rals:*authorize&*derived_reply'] })).result).toEqual({
    MaxUsage: { '*default': 5 * MB, shop: 3 * MB },
  })
  expect((await ask('InitiateSession', { InitSession: true })).result).toEqual({ MaxUsage: 3 * MB })
  expect(await ocs.call('SessionSv1.GetActiveSessionsCount', { Tenant })).toBe(2)
  // A run is found under the account that pays for it.
  expect(
    await ocs.call('SessionSv1.GetActiveSessions', { Tenant, Filters: ['*string:~*req.Account:shop'] }),
  ).toMatchObject([{ RunID: 'shop', Account: 'shop' }])
  expect(await ocs.call('SessionSv1.GetActiveSessions', { Tenant, Limit: 1 })).toHaveLength(1)
  await ocs.call('SessionSv1.TerminateSession', {
    Tenant,
    ID: 'e',
    Event: data('own', 'm1', { Usage: MB }),
    TerminateSession: true,
  })
  await ocs.call('SessionSv1.ProcessCDR', { Tenant, ID: 'e', Event: data('own', 'm1') })
  expect((await records('m1'))?.map(({ RunID, Usage }) => [RunID, Usage])).toEqual([
    ['*default', MB],
    ['shop', MB],
  ])
})

test('attributes, resources and thresholds take part where they are asked to [OCS-16, OCS-17]', async () => {
  await subscriber('parts', 10 * MB)
  await ocs.call('APIerSv1.SetAttributeProfile', {
    ID: 'PARTS',
    Contexts: ['*sessions'],
    FilterIDs: ['*string:~*req.Account:alias'],
    Attributes: [{ Path: '*req.Account', Type: '*constant', Value: [{ Rules: 'parts' }] }],
  })
  await ocs.call('APIerSv1.SetResourceProfile', {
    ID: 'PARTS',
    FilterIDs: ['*string:~*req.Account:parts'],
    UsageTTL: -1,
    Limit: 1,
    AllocationMessage: 'ROOM',
  })
  await ocs.call('APIerSv1.SetThresholdProfile', {
    ID: 'PARTS',
    FilterIDs: ['*string:~*req.Account:parts'],
    MaxHits: -1,
  })
  const event = data('alias', 'p1', { Usage: MB })
  const all = { GetAttributes: true, ProcessThresholds: true }
  expect(
    (await reply('AuthorizeEvent', event, { ...all, AuthorizeResources: true, GetMaxUsage: true })).result,
  ).toMatchObject({
    Attributes: { MatchedProfiles: ['cgrates.org:PARTS'], Event: { Account: 'parts' } },
    ResourceAllocation: 'ROOM',
    MaxUsage: MB,
    ThresholdIDs: ['PARTS'],
  })
  expect(
    (await reply('AuthorizeEventWithDigest', event, { ...all, AuthorizeResources: true, GetMaxUsage: true })).result,
  ).toEqual({
    AttributesDigest: 'Account:parts',
    ResourceAllocation: 'ROOM',
    MaxUsage: MB / 1e9,
    RoutesDigest: null,
    Thresholds: 'PARTS',
    StatQueues: null,
  })
  expect((await initiate(event, { ...all, AllocateResources: true })).result).toMatchObject({
    ResourceAllocation: 'ROOM',
    MaxUsage: MB,
  })
  expect((await initiate(data('alias', 'p2'), { ...all, AllocateResources: true })).error).toBe(
    'RESOURCES_ERROR:RESOURCE_UNAVAILABLE',
  )
  expect(await active('parts')).toHaveLength(1)
  expect((await terminate(event, { ...all, ReleaseResources: true })).result).toBe('OK')
  expect(await ocs.call('ResourceSv1.GetResource', { ID: 'PARTS' })).toMatchObject({ Usages: {} })
  expect(await ocs.call('ThresholdSv1.GetThreshold', { ID: 'PARTS' })).toMatchObject({ Hits: 4 })
  const flags = ['*attributes', '*resources:*authorize', '*rals:*authorize', '*thresholds:*ids:PARTS']
  expect((await reply('ProcessEvent', data('alias', 'p3', { Usage: MB }), { Flags: flags })).result).toMatchObject({
    Attributes: { '*raw': { MatchedProfiles: ['cgrates.org:PARTS'] } },
    ResourceAllocation: { '*raw': 'ROOM' },
    MaxUsage: { '*raw': MB },
    ThresholdIDs: { '*raw': ['PARTS'] },
  })
})

test('ProcessEvent takes a session from its beginning to its record [OCS-16]', async () => {
  await subscriber('flags', 10 * MB)
  const step = (flag: string, more: Event = {}) => reply('ProcessEvent', data('flags', 'f1', more), { Flags: [flag] })
  expect((await step('*rals:*initiate', { Usage: 2 * MB })).result).toEqual({ MaxUsage: { '*raw': 2 * MB } })
  expect((await step('*rals:*update', { Usage: MB })).result).toEqual({ MaxUsage: { '*raw': MB } })
  expect((await step('*rals:*terminate', { Usage: MB })).result).toEqual({})
  expect((await step('*cdrs')).result).toEqual({})
  expect(await records('f1')).toMatchObject([{ Usage: MB, CostSource: '*sessions' }])
  expect(await left('flags')).toBe(9 * MB)
  expect((await step('*rals:*cost', { Usage: MB })).error).toBe('RALS_ERROR:RATING_PLAN_NOT_FOUND')
})

test('a session that nobody reports ends at its TTL: unused units come back, resources too, and there is a record [OCS-16, USE-22]', async () => {
  await subscriber('silent', 10 * MB)
  await ocs.call('APIerSv1.SetResourceProfile', {
    ID: 'SILENT',
    FilterIDs: ['*string:~*req.Account:silent'],
    UsageTTL: -1,
    Limit: 1,
  })
  const APIOpts = { '*sessionsTTL': '60s', '*sessionsTTLLastUsed': 1024 }
  await initiate(data('silent', 's1', { Usage: 4 * MB }), { APIOpts, AllocateResources: true })
  later(50)
  await update(data('silent', 's1', { Usage: MB, LastUsed: MB }), { APIOpts })
  later(50)
  await ocs.engine.runDuePlans()
  expect(await active('silent')).toHaveLength(1)
  later(10)
  await ocs.engine.runDuePlans()
  expect(await active('silent')).toBeNull()
  expect(await left('silent')).toBe(9 * MB - 1024)
  expect(await records('s1')).toMatchObject([{ Usage: MB + 1024, CostSource: '*sessions' }])
  expect(await ocs.call('ResourceSv1.GetResource', { ID: 'SILENT' })).toMatchObject({ Usages: {} })
})

test('sessions are ended by force, with their records [OCS-16]', async () => {
  await subscriber('forced', 10 * MB)
  for (const OriginID of ['d1', 'd2']) await initiate(data('forced', OriginID, { Usage: MB }))
  expect(await ocs.call('SessionSv1.ForceDisconnect', { Filters: ['*string:~*req.OriginID:d1'] })).toBe('OK')
  expect(await active('forced')).toMatchObject([{ OriginID: 'd2' }])
  expect(await records('d1')).toMatchObject([{ Usage: MB, CostSource: '*sessions' }])
  expect(await left('forced')).toBe(8 * MB)
})

test('the engine debits by itself at an interval, until the account runs dry [OCS-16]', async () => {
  const second = 1_000_000_000
  await bundle('auto', 25 * second, { RatingSubject: '*zero1s' }, '*voice')
  await stop('auto')
  const call = data('auto', 'a1', { ToR: '*voice', Category: 'call', Destination: '441234567890' })
  expect((await initiate(call, { APIOpts: { '*sessionsDebitInterval': '10s' } })).result).toEqual({ MaxUsage: -1 })
  expect(await left('auto', '*voice')).toBe(15 * second)
  for (let count = 0; count < 4; count++) {
    later(10)
    await ocs.engine.runDuePlans()
  }
  expect(await left('auto', '*voice')).toBe(0)
  expect(await active('auto')).toBeNull()
  expect(await records('a1')).toMatchObject([{ Usage: 25 * second }])
})

test('an unknown *dynaprepaid account is made by its plan [OCS-16]', async () => {
  await ocs.call('APIerSv1.SetActions', {
    ActionsId: 'NEW',
    Actions: [
      {
        Identifier: '*topup',
        BalanceId: 'bundle',
        BalanceType: '*data',
        Units: 5 * MB,
        RatingSubject: '*zero1024',
        Weight: 2,
      },
      {
        Identifier: '*topup',
        BalanceId: 'stop',
        BalanceType: '*monetary',
        Units: 0,
        BalanceBlocker: 'true',
        Weight: 1,
      },
    ],
  })
  await ocs.call('APIerSv1.SetActionPlan', {
    Id: 'PLAN_NEW',
    ActionPlan: [{ ActionsId: 'NEW', Time: '*asap', Weight: 1 }],
  })
  const event = data('newcomer', 'n1', { RequestType: '*dynaprepaid', Usage: MB })
  expect((await initiate(event)).result).toEqual({ MaxUsage: MB })
  expect(await left('newcomer')).toBe(4 * MB)
})

test('what is paid later is rated with its record [OCS-16]', async () => {
  await subscriber('later', 10 * MB)
  const event = data('later', 'l1', { RequestType: '*postpaid' })
  expect((await initiate({ ...event, Usage: 2 * MB })).result).toEqual({ MaxUsage: 2 * MB })
  expect(await left('later')).toBe(10 * MB)
  await terminate({ ...event, Usage: MB })
  await reply('ProcessCDR', event)
  expect(await left('later')).toBe(9 * MB)
  expect(await records('l1')).toMatchObject([{ Usage: MB, CostSource: '*cdrs', Cost: 0 }])
})

test('a blocker of 0 on top stops all use, and its removal lets it go on [USE-29, USE-33]', async () => {
  await subscriber('blocked', 10 * MB)
  await bundle('blocked', 0, { ID: 'lock', Weight: 100, Blocker: true })
  const event = data('blocked', 'b1', { Usage: MB })
  expect((await reply('AuthorizeEvent', event, { GetMaxUsage: true })).result).toEqual({ MaxUsage: 0 })
  expect((await initiate(event, { ForceDuration: true })).error).toBe('RALS_ERROR:INSUFFICIENT_CREDIT')
  // The network let it pass all the same: the record says that nobody paid.
  await terminate(event)
  await reply('ProcessCDR', event)
  expect(await records('b1')).toMatchObject([{ Cost: -1, ExtraInfo: 'INSUFFICIENT_CREDIT_BALANCE_BLOCKER' }])
  expect(await left('blocked')).toBe(10 * MB)
  await ocs.call('APIerSv1.RemoveBalances', { Account: 'blocked', BalanceType: '*data', Balance: { ID: 'lock' } })
  expect((await initiate(data('blocked', 'b2', { Usage: MB }))).result).toEqual({ MaxUsage: MB })
})

test('a disabled balance is left alone by sessions [USE-32]', async () => {
  await subscriber('off', 2 * MB)
  await bundle('off', 5 * MB, { ID: 'disabled', Weight: 50, Disabled: true })
  expect((await initiate(data('off', 'o1', { Usage: 4 * MB }))).result).toEqual({ MaxUsage: 2 * MB })
  expect(await left('off', '*data', 'disabled')).toBe(5 * MB)
})

test('every step that was answered is there after a restart, and sessions time out then as before [OCS-16]', async () => {
  await subscriber('restart', 10 * MB)
  const APIOpts = { '*sessionsTTL': '30s', '*sessionsTTLLastUsed': 0 }
  await initiate(data('restart', 'x1', { Usage: 2 * MB }), { APIOpts })
  await update(data('restart', 'x1', { Usage: 2 * MB, LastUsed: 2 * MB }), { APIOpts })
  await ocs.restart()
  expect(await active('restart')).toMatchObject([{ Usage: 4 * MB, LoopIndex: 2 }])
  expect(await left('restart')).toBe(6 * MB)
  later(30)
  await ocs.engine.runDuePlans()
  expect(await left('restart')).toBe(8 * MB)
  expect(await records('x1')).toMatchObject([{ Usage: 2 * MB }])
})
