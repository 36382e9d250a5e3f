import { expect, test } from 'vitest'
import { positionOf, readPair } from './location-values.ts'

test('a position needs both coordinates, in range [SITE-05]', () => {
  expect(positionOf({ latitude: 51.5, longitude: '-0.1' })).toEqual({ latitude: 51.5, longitude: -0.1 })
  expect(positionOf({ latitude: 0, longitude: 0 })).toEqual({ latitude: 0, longitude: 0 })
  expect(positionOf({ latitude: '', longitude: 1 })).toBeUndefined()
  expect(positionOf({ latitude: '-', longitude: 1 })).toBeUndefined()
  expect(positionOf({ latitude: 90.1, longitude: 1 })).toBeUndefined()
})

test('a pasted pair is read', () => {
  expect(readPair(' 51.5074, -0.1278 ')).toEqual({ latitude: 51.5074, longitude: -0.1278 })
  expect(readPair('51.5074 -0.1278')).toEqual({ latitude: 51.5074, longitude: -0.1278 })
  expect(readPair('51.5074')).toBeUndefined()
  expect(readPair('12 Main Street')).toBeUndefined()
})
