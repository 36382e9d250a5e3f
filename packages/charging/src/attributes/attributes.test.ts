import { expect, test } from 'vitest'
import { noLookups } from '../filters/event-view.ts'
import { type AttributeRun, applyAttributes } from './apply-attributes.ts'
import type { Attribute, AttributeProfile } from './attribute-profile.ts'
import { inlineProfile } from './inline-attributes.ts'

const now = new Date('2026-11-20T12:00:00Z')
const attribute = (Path: string, Type: string, ...rules: string[]): Attribute => ({
  FilterIDs: null,
  Path,
  Type,
  Value: rules.map((Rules) => ({ Rules })),
})
const profile = (properties: Partial<AttributeProfile>): AttributeProfile => ({
  Tenant: 't',
  ID: 'P',
  Contexts: ['*any'],
  FilterIDs: null,
  ActivationInterval: null,
  Attributes: [],
  Blocker: false,
  Weight: 0,
  ...properties,
})
function apply(profiles: AttributeProfile[], event: Record<string, unknown>, run: Partial<AttributeRun> = {}) {
  return applyAttributes(
    { tenant: 't', event, opts: {} },
    {
      context: '*sessions',
      candidates: () => profiles,
      find: () => undefined,
      lookups: noLookups(now),
      processRuns: 1,
      ...run,
    },
  )
}
const fieldsOf = (one: Attribute, event: Record<string, unknown>) =>
  apply([profile({ Attributes: [one] })], event)?.event

test.each([
  [attribute('*req.F', '*constant', 'a', '~*req.X'), 'a;~*req.X'],
  [attribute('*req.F', '', '~*req.X', '-', '~*req.Y'), '7-9'],
  [attribute('*req.F', '*variable', '~*req.Missing'), ''],
  [attribute('*req.F', '*composed', '~*req.X'), 'old7'],
  [attribute('*req.F', '*prefix', 'pre-'), 'pre-old'],
  [attribute('*req.F', '*suffix', '-post'), 'old-post'],
  [attribute('*req.F', '*none'), ''],
  [attribute('*req.F', '*usage_difference', '~*req.End', '~*req.Start'), '1m30s'],
  [attribute('*req.F', '*cc_usage', '~*req.Nr', '30s', '1m'), '2m30s'],
  [attribute('*req.F', '*sum', '~*req.X', '5', '0.1'), '12.1'],
  [attribute('*req.F', '*sum', '10s', '5s'), '15s'],
  [attribute('*req.F', '*sum', '~*req.Start', '1m'), '2026-01-01T00:01:00Z'],
  [attribute('*req.F', '*difference', '~*req.Y', '~*req.X'), '2'],
  [attribute('*req.F', '*multiply', '~*req.X', '6'), '42'],
  [attribute('*req.F', '*divide', '~*req.X', '2'), '3.5'],
  [attribute('*req.F', '*value_exponent', '~*req.X', '2'), '700'],
  [attribute('*req.F', '*value_exponent', '~*req.X', '-4'), '0.0007'],
  [attribute('*req.F', '*unix_timestamp', '~*req.Start'), '1767225600'],
  [attribute('*req.F', '*datetime', '~*req.Unix'), '2026-01-01T00:00:00Z'],
  [attribute('*req.F', '*sipcid', 'c', 'b', 'a'), 'c;a;b'],
])('attribute %j gives %s [OCS-03]', (one, value) => {
  const event = {
    F: 'old',
    X: 7,
    Y: '9',
    Nr: 3,
    Start: '2026-01-01T00:00:00Z',
    End: '2026-01-01T00:01:30Z',
    Unix: '1767225600',
  }
  expect(fieldsOf(one, event)?.F).toBe(value)
})

test.each([
  [attribute('*req.F', '*sum', 'a', '1'), 'invalid arguments'],
  [attribute('*req.F', '*usage_difference', '~*req.A'), 'invalid arguments'],
  [attribute('*req.F', '*usage_difference', 'x', 'y'), 'Unsupported time format'],
  [attribute('*req.F', '*divide', '1', '0'), 'division by zero'],
  [attribute('*vars.F', '*constant', 'x'), 'unsupported path: <*vars.F>'],
])('refuses %j: %s [OCS-03]', (one, reason) => {
  expect(() => fieldsOf(one, {})).toThrow(reason)
})

test('later attributes see earlier results; *remove deletes; options, tenant and nested fields can be set [OCS-03]', () => {
  const attributes = [
    attribute('*req.Subject', '*constant', 'gold'),
    attribute('*req.Full', '*variable', '~*req.Account', '_', '~*req.Subject'),
    attribute('*req.Gone', '*constant', '*remove'),
    attribute('*opts.*x', '*constant', '1'),
    attribute('*req.Deep.Inner', '*constant', 'in'),
    attribute('*tenant', '*constant', 'other'),
  ]
  expect(apply([profile({ Attributes: attributes })], { Account: 'vip', Gone: 'y' })).toEqual({
    tenant: 'other',
    event: { Account: 'vip', Subject: 'gold', Full: 'vip_gold', Deep: { Inner: 'in' } },
    opts: { '*x': '1' },
    matched: ['t:P'],
    altered: ['*req.Subject', '*req.Full', '*req.Gone', '*opts.*x', '*req.Deep.Inner', '*tenant'],
  })
})

test('an attribute with filters of its own is left out where they do not hold [OCS-03]', () => {
  const one = { ...attribute('*req.F', '*constant', 'x'), FilterIDs: ['*string:~*req.A:1'] }
  expect(fieldsOf(one, { A: '2' })).toEqual({ A: '2' })
  expect(fieldsOf(one, { A: '1' })).toEqual({ A: '1', F: 'x' })
})

test('the heaviest profile of the context is applied once; further runs go on with the next, to a blocker [OCS-03]', () => {
  const profiles = [
    profile({ ID: 'LIGHT', Weight: 1, Attributes: [attribute('*req.Log', '*composed', 'l')] }),
    profile({ ID: 'HEAVY', Weight: 9, Attributes: [attribute('*req.Log', '*composed', 'h')] }),
    profile({
      ID: 'OTHER',
      Weight: 99,
      Contexts: ['*chargers'],
      Attributes: [attribute('*req.Log', '*composed', 'o')],
    }),
  ]
  expect(apply(profiles, {})?.matched).toEqual(['t:HEAVY'])
  expect(apply(profiles, {}, { processRuns: 3 })?.event).toEqual({ Log: 'hlh' })
  const blocked = profiles.map((one) => ({ ...one, Blocker: one.ID === 'HEAVY' }))
  expect(apply(blocked, {}, { processRuns: 3 })?.event).toEqual({ Log: 'h' })
  expect(apply([profile({ Contexts: ['*cdrs'] })], {})).toBeUndefined()
})

test('a field left to be filled is an error [OCS-03]', () => {
  expect(() => apply([profile({})], { Subject: '*attributes' })).toThrow('MANDATORY_IE_MISSING: [Subject]')
})

test('attributes written out in place of IDs make a profile of their own [OCS-03]', () => {
  const inline = inlineProfile('*constant:*req.RequestType:*rated;*sum:*req.N:~*req.N;2', 't')
  expect(apply([inline], { N: '1' })?.event).toEqual({ RequestType: '*rated', N: '3' })
  expect(() => inlineProfile('*constant:x', 't')).toThrow('inline parse error')
})
