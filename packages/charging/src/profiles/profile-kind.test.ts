import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributeProfiles } from '../attributes/attribute-methods.ts'
import type { AttributeProfile } from '../attributes/attribute-profile.ts'
import { type EventView, noLookups } from '../filters/event-view.ts'
import { matchesProfile } from '../filters/match-profile.ts'
import { createTestStore } from '../store/test-store.ts'
import type { Unit } from '../store/unit.ts'
import { fileUnfiledProfiles, refileUsers } from './file-profiles.ts'
import { deleteProfile, filters, findFilterOf, keyOf, profilesFor, writeProfile } from './profile-kind.ts'

const view = (req: Record<string, unknown>): EventView => ({
  req,
  opts: {},
  lookups: noLookups(new Date('2026-11-20T12:00:00Z')),
})
const profile = (ID: string, FilterIDs: string[] | null): AttributeProfile => ({
  Tenant: 't',
  ID,
  Contexts: ['*any'],
  FilterIDs,
  ActivationInterval: null,
  Attributes: [],
  Blocker: false,
  Weight: 0,
})
const found = (unit: Unit, req: Record<string, unknown>) =>
  profilesFor(unit, attributeProfiles, { tenant: 't', view: view(req) }).map(({ ID }) => ID)
const putFilter = (unit: Unit, ID: string, ...values: string[]) => {
  const Rules = [{ Type: '*string', Element: '~*req.Account', Values: values }]
  unit.put(filters, keyOf({ tenant: 't', id: ID }), { Tenant: 't', ID, Rules, ActivationInterval: null })
}

const filterIds = fc.array(
  fc.constantFrom(
    '*string:~*req.A:1|2',
    '*string:~*req.A:3',
    '*prefix:~*req.B:ab|c',
    '*prefix:~*req.B:abc',
    '*notstring:~*req.A:1',
    '*exists:~*req.B:',
    'STORED',
  ),
  { maxLength: 3 },
)
const event = fc.record(
  {
    A: fc.constantFrom('1', '2', '3', 4),
    B: fc.constantFrom('abcd', 'c', 'x', ''),
    Account: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
)

test('an event finds through the index just the profiles that a look at all of them would find [OCS-05]', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(filterIds, { maxLength: 8 }), event, async (lists, req) => {
      const { store } = createTestStore()
      await store.change((unit) => {
        putFilter(unit, 'STORED', 'a')
        for (const [index, ids] of lists.entries()) writeProfile(unit, attributeProfiles, profile(`P${index}`, ids))
      })
      await store.read((unit) => {
        const find = findFilterOf(unit, 't')
        const all = lists.map((ids, index) => profile(`P${index}`, ids))
        const expected = all.filter((one) => matchesProfile(one, view(req), find)).map(({ ID }) => ID)
        const matching = profilesFor(unit, attributeProfiles, { tenant: 't', view: view(req) })
          .filter((one) => matchesProfile(one, view(req), find))
          .map(({ ID }) => ID)
        expect(matching.sort()).toEqual(expected.sort())
      })
    }),
    { numRuns: 200 },
  )
})

test('among very many profiles an event is shown only those filed under its values [OCS-05]', async () => {
  const { store } = createTestStore()
  await store.change((unit) => {
    for (let index = 0; index < 2000; index++) {
      putFilter(unit, `F${index}`, `account-${index}`)
      writeProfile(unit, attributeProfiles, profile(`P${index}`, [`F${index}`]))
    }
  })
  expect(await store.read((unit) => found(unit, { Account: 'account-1500' }))).toEqual(['P1500'])
  expect(await store.read((unit) => found(unit, { Account: 'other' }))).toEqual([])
})

test('a profile is found anew when its filter or itself changes, and no more when it is gone [OCS-13]', async () => {
  const { store } = createTestStore()
  await store.change((unit) => {
    putFilter(unit, 'F', 'a')
    writeProfile(unit, attributeProfiles, profile('P', ['F']))
  })
  await store.change((unit) => {
    putFilter(unit, 'F', 'b')
    refileUsers(unit, 't', 'F')
  })
  expect(await store.read((unit) => [found(unit, { Account: 'a' }), found(unit, { Account: 'b' })])).toEqual([
    [],
    ['P'],
  ])
  await store.change((unit) => writeProfile(unit, attributeProfiles, profile('P', ['*prefix:~*req.Account:c'])))
  expect(await store.read((unit) => [found(unit, { Account: 'b' }), found(unit, { Account: 'cc' })])).toEqual([
    [],
    ['P'],
  ])
  await store.change((unit) => deleteProfile(unit, attributeProfiles, { tenant: 't', id: 'P' }))
  expect(await store.read((unit) => found(unit, { Account: 'cc' }))).toEqual([])
})

test('profiles that came from elsewhere are filed at the start [OCS-13]', async () => {
  const { store } = createTestStore()
  await store.change((unit) => {
    unit.put(attributeProfiles.collection, 't:OLD', profile('OLD', ['*string:~*req.Account:a']))
  })
  expect(await store.read((unit) => found(unit, { Account: 'a' }))).toEqual([])
  await store.change(fileUnfiledProfiles)
  expect(await store.read((unit) => found(unit, { Account: 'a' }))).toEqual(['OLD'])
})
