import { expect, test } from 'vitest'
import { durationText } from './duration-text.ts'

test('a duration shows its two largest units [IMP-09]', () => {
  const texts = [0, 40, 60, 900, 915, 3600, 3900, 3661].map((seconds) => durationText(seconds, 'en-GB'))
  expect(texts).toEqual([
    '0 secs',
    '40 secs',
    '1 min',
    '15 mins',
    '15 mins 15 secs',
    '1 hr',
    '1 hr 5 mins',
    '1 hr 1 min',
  ])
})
