import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EventView, noLookups } from './event-view.ts'
import type { FilteredProfile, StoredFilter } from './filter.ts'
import { matchesFilters, matchesProfile } from './match-profile.ts'
import { compileTemplate } from './value-template.ts'

const now = new Date('2026-11-20T12:00:00Z')
const view = (req: Record<string, unknown>, opts: Record<string, unknown> = {}): EventView => ({
  req,
  opts,
  lookups: {
    ...noLookups(now),
    destinationsOf: (number) => new Map(number.startsWith('31') ? [['DST_NL', 2]] : []),
    isInTiming: (id, at) => id === 'WEEKDAYS' && at.getUTCDay() > 0 && at.getUTCDay() < 6,
    account: (name) => (name === '1001' ? { BalanceMap: { '*monetary': [{ Value: 5 }] }, Disabled: false } : undefined),
  },
})
const holds = (filter: string, req: Record<string, unknown>, opts?: Record<string, unknown>) =>
  matchesFilters([filter], view(req, opts), () => undefined)

test.each([
  ['*string:~*req.Account:1001|1002', { Account: '1002' }, { Account: '100' }],
  ['*string:~*req.Account:1001', { Account: 1001 }, {}],
  ['*notstring:~*req.Account:1001', { Account: '1' }, { Account: '1001' }],
  ['*notstring:~*req.Account:1001', {}, { Account: '1001' }],
  ['*nistring:~*req.Account:1001', { Account: '1001' }, { Account: '1' }],
  ['*prefix:~*req.Destination:31|32', { Destination: '3120' }, { Destination: '4931' }],
  ['*niprefix:~*req.Destination:31', { Destination: '3120' }, { Destination: '49' }],
  ['*notprefix:~*req.Destination:31', {}, { Destination: '31' }],
  ['*suffix:~*req.APN:.gprs', { APN: 'x.gprs' }, { APN: 'gprs.x' }],
  ['*nisuffix:~*req.APN:.gprs', { APN: 'x.gprs' }, { APN: 'gprs' }],
  ['*contains:~*req.APN:mnc', { APN: 'a.mnc01.b' }, { APN: 'a' }],
  ['*empty:~*req.Subject:', { Subject: '' }, { Subject: 'x' }],
  ['*empty:~*req.Subject:', {}, { Subject: 'x' }],
  ['*notempty:~*req.Subject:', { Subject: 'x' }, {}],
  ['*exists:~*req.Subject:', { Subject: '' }, {}],
  ['*notexists:~*req.Subject:', {}, { Subject: '' }],
  ['*niexists:~*req.Subject:', { Subject: 'a' }, {}],
  ['*lt:~*req.Usage:10', { Usage: 9 }, { Usage: '10' }],
  ['*lte:~*req.Usage:10', { Usage: '10' }, { Usage: 10.5 }],
  ['*gt:~*req.Usage:1m', { Usage: '61s' }, { Usage: '60s' }],
  ['*gt:~*req.Usage:1m', { Usage: 60_000_000_001 }, { Usage: 60_000_000_000 }],
  [
    '*gte:~*req.AnswerTime:2026-01-01T00:00:00Z',
    { AnswerTime: '2026-01-01T00:00:00Z' },
    { AnswerTime: '2025-12-31T23:59:59Z' },
  ],
  ['*gt:~*req.Name:abc', { Name: 'abd' }, { Name: 'abb' }],
  ['*eq:~*req.Cost:1.50', { Cost: '1.5' }, { Cost: '1.51' }],
  ['*noteq:~*req.Cost:1.5', { Cost: '2' }, { Cost: 1.5 }],
  ['*gt:~*req.Used:~*req.Limit', { Used: 3, Limit: 2 }, { Used: 3 }],
  ['*rsr:~*req.Account:^10', { Account: '1001' }, { Account: '21001' }],
  ['*rsr:~*req.Account:01$', { Account: '1001' }, { Account: '1002' }],
  ['*rsr:~*req.Account:^1001$', { Account: '1001' }, { Account: '10011' }],
  ['*rsr:~*req.Account:~^\\d{4}$', { Account: '1001' }, { Account: 'abcd' }],
  ['*rsr:~*req.Account:!^10', { Account: '2001' }, { Account: '1001' }],
  ['*rsr:~*req.Usage:>=5', { Usage: 5 }, { Usage: 4 }],
  ['*rsr::~*req.Account(^10)', { Account: '1001' }, { Account: '2001' }],
  ['*notrsr:~*req.Account:^10', { Account: '2001' }, { Account: '1001' }],
  ['*regex:~*req.Account:^[12]\\d+$', { Account: '2001' }, { Account: '3001' }],
  ['*destinations:~*req.Destination:DST_NL', { Destination: '31201' }, { Destination: '49' }],
  ['*notdestinations:~*req.Destination:DST_NL', { Destination: '49' }, { Destination: '31201' }],
  [
    '*timings:~*req.AnswerTime:WEEKDAYS',
    { AnswerTime: '2026-11-20T10:00:00Z' },
    { AnswerTime: '2026-11-21T10:00:00Z' },
  ],
  [
    '*ai:~*req.AnswerTime:2026-01-01T00:00:00Z|2026-02-01T00:00:00Z',
    { AnswerTime: '2026-01-31T23:59:59Z' },
    { AnswerTime: '2026-02-01T00:00:00Z' },
  ],
  ['*ipnet:~*req.Address:10.0.0.0/8|2001:db8::/32', { Address: '10.9.8.7' }, { Address: '11.0.0.1' }],
  ['*ipnet:~*req.Address:2001:db8::/32', { Address: '2001:db8::1' }, { Address: '::1' }],
  ['*string:~*req.Sub.Field:x', { Sub: { Field: 'x' } }, { Sub: 'x' }],
  ['*string:~*req.List[1]:b', { List: ['a', 'b'] }, { List: ['b'] }],
  ['*gte:~*accounts.1001.BalanceMap.*monetary[0].Value:5', {}, undefined],
  ['*gte:~*accounts.<~*req.Account>.BalanceMap.*monetary[0].Value:5', { Account: '1001' }, { Account: '1002' }],
] as const)('filter %s passes %j and fails %j [OCS-05]', (filter, passing, failing) => {
  expect(holds(filter, passing)).toBe(true)
  if (failing !== undefined) expect(holds(filter, failing)).toBe(false)
})

test('reads options of the request [OCS-05]', () => {
  expect(holds('*string:~*opts.*eventType:CDR', {}, { '*eventType': 'CDR' })).toBe(true)
})

test('a positive rule and its negation never agree, whatever the field holds [OCS-05]', () => {
  const types = ['string', 'prefix', 'suffix', 'contains', 'empty', 'exists', 'lt', 'gte', 'eq', 'rsr', 'regex']
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.oneof(fc.constant(undefined), fc.string(), fc.integer()),
      fc.stringMatching(/^[a-z0-9]{1,4}$/),
      (type, content, value) => {
        const req = content === undefined ? {} : { F: content }
        expect(holds(`*${type}:~*req.F:${value}`, req)).toBe(!holds(`*not${type}:~*req.F:${value}`, req))
      },
    ),
  )
})

test.each([
  ['*foo:~*req.Account:x', 'SERVER_ERROR: Unsupported filter Type: *foo'],
  ['*http#http://x/y:~*req.Account:x', 'SERVER_ERROR: Unsupported filter Type: *http#http'],
  ['*string:~*req.Account:', 'SERVER_ERROR: Values is mandatory for Type: *string'],
  ['*string::x', 'SERVER_ERROR: Element is mandatory for Type: *string'],
  ['*ipnet:~*req.A:10.0.0.0/33', 'SERVER_ERROR: invalid CIDR address: 10.0.0.0/33'],
  ['*regex:~*req.A:(', 'error parsing regexp: ('],
])('refuses %s [OCS-05]', (filter, reason) => {
  expect(() => holds(filter, { Account: 'x' })).toThrow(reason)
})

test.each([
  ['~*req.Destination:s/^\\+(\\d+)$/00$1/', '0031201'],
  ['~*req.Destination:s/^00(\\d+)$/+$1/', '+31201'],
  ['~*req.Destination:s/(\\d\\d)(\\d)/\x24{2}-\x24{1}/', '2-31'],
  ['~*req.Usage{*duration_seconds&*round:1}', '90.1'],
  ['~*req.Usage{*round}', '90120000000'],
  ['~*req.Nothing', undefined],
  ['plain', 'plain'],
])('template %s gives %s [OCS-03]', (template, value) => {
  expect(compileTemplate(template)(view({ Destination: '+31201', Usage: 90_120_000_000 }))).toBe(value)
})

test('refuses unknown converters and broken search rules [OCS-03]', () => {
  expect(() => compileTemplate('~*req.A{*nonsense}')).toThrow('unsupported converter definition: <*nonsense>')
  expect(() => compileTemplate('~*req.A:s/(/x/')).toThrow('error parsing regexp')
  expect(() => compileTemplate('~*req.A:s/a')).toThrow('invalid Search&Replace rule')
})

const profile = (properties: Partial<FilteredProfile>): FilteredProfile => ({
  Tenant: 't',
  ID: 'P',
  FilterIDs: null,
  ActivationInterval: null,
  Weight: 0,
  ...properties,
})

test('all filters and all rules have to hold; a stored filter that is gone is named [OCS-05]', () => {
  const filter: StoredFilter = {
    Tenant: 't',
    ID: 'F',
    Rules: [
      { Type: '*string', Element: '~*req.A', Values: ['1'] },
      { Type: '*string', Element: '~*req.B', Values: ['2'] },
    ],
    ActivationInterval: null,
  }
  const find = (id: string) => (id === 'F' ? filter : undefined)
  const both = profile({ FilterIDs: ['F', '*exists:~*req.C:'] })
  expect(matchesProfile(both, view({ A: '1', B: '2', C: '' }), find)).toBe(true)
  expect(matchesProfile(both, view({ A: '1', B: '3', C: '' }), find)).toBe(false)
  expect(matchesProfile(both, view({ A: '1', B: '2' }), find)).toBe(false)
  expect(matchesProfile(profile({}), view({}), find)).toBe(true)
  expect(() => matchesProfile(profile({ FilterIDs: ['GONE'] }), view({}), find)).toThrow('NOT_FOUND:GONE')
})

test('an activation interval counts only against the Time of an event [OCS-05]', () => {
  const timed = profile({
    ActivationInterval: { ActivationTime: '2026-01-01T00:00:00Z', ExpiryTime: '2026-02-01T00:00:00Z' },
  })
  const at = (Time?: string) => matchesProfile(timed, view(Time === undefined ? {} : { Time }), () => undefined)
  expect([at(), at('2026-01-15T00:00:00Z'), at('2026-02-01T00:00:00Z'), at('2025-12-31T00:00:00Z')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})
