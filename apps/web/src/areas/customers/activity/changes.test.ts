import { expect, test } from 'vitest'
import { changesOf, remarksOf } from './changes.ts'

test('an entry shows what each changed field was and became [ACT-04]', () => {
  const details = {
    before: { city: 'Bath', zip: '1', note: '' },
    after: { city: 'York', zip: '1', note: null, floor: 2 },
  }
  expect(changesOf(details)).toEqual([
    { field: 'city', before: 'Bath', after: 'York' },
    { field: 'floor', before: undefined, after: '2' },
  ])
})

test('something new has no before, something removed no after [ACT-04]', () => {
  expect(changesOf({ after: { name: 'Ada' } })).toEqual([{ field: 'name', before: undefined, after: 'Ada' }])
  expect(changesOf({ before: { name: 'Ada' } })).toEqual([{ field: 'name', before: 'Ada', after: undefined }])
  expect(changesOf({})).toEqual([])
})

test('other details are remarks', () => {
  expect(remarksOf({ before: {}, plan: 'Gold', tags: ['a'], none: null })).toEqual([
    { name: 'plan', text: 'Gold' },
    { name: 'tags', text: '["a"]' },
  ])
})
