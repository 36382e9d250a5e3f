import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatListLiteral, parseFeatures, parseListLiteral, parseListOrCommas } from './list-literal.ts'

test('reads lists of single and double quotes, numbers and bare words', () => {
  expect(parseListLiteral("['SIM Card', 'Mobile Number']")).toEqual(['SIM Card', 'Mobile Number'])
  expect(parseListLiteral('["A","B"]')).toEqual(['A', 'B'])
  expect(parseListLiteral('[1, mobile, "x y"]')).toEqual(['1', 'mobile', 'x y'])
  expect(parseListLiteral('[\n  "A",\n  "B",\n]')).toEqual(['A', 'B'])
  for (const empty of ['', '  ', '[]', '[ ]', null, undefined]) expect(parseListLiteral(empty)).toEqual([])
})

test('a quote inside a value belongs to the value', () => {
  expect(parseListLiteral("['Don't miss', 'B']")).toEqual(["Don't miss", 'B'])
  expect(parseListLiteral("['Don\\'t miss', \"it's, well\"]")).toEqual(["Don't miss", "it's, well"])
})

test('what is no list is told apart', () => {
  for (const text of ['A. B', '[', "['A'", "['A' 'B'", '[a b]', '[,]', '{"a":1}'])
    expect(parseListLiteral(text), text).toBe(undefined)
})

test('sentences and a bracketed list give the same features [PROD-20]', () => {
  const features = ['20GB High-Speed Data', 'Unlimited Calls & Texts', '1.5 Mbit/s up']
  expect(parseFeatures('20GB High-Speed Data. Unlimited Calls & Texts. 1.5 Mbit/s up.')).toEqual(features)
  expect(parseFeatures('20GB High-Speed Data.\nUnlimited Calls\n & Texts. 1.5 Mbit/s up')).toEqual(features)
  expect(parseFeatures('20GB High-Speed Data\nUnlimited Calls & Texts\n\n1.5 Mbit/s up')).toEqual(features)
  expect(parseFeatures(formatListLiteral(features))).toEqual(features)
  expect(parseFeatures("[\n '20GB High-Speed Data',\n 'Unlimited Calls &\nTexts',\n '1.5 Mbit/s up'\n]")).toEqual(
    features,
  )
  expect(parseFeatures(null)).toEqual([])
})

test('dependencies may be a list or separated by commas', () => {
  expect(parseListOrCommas('mobile, 12')).toEqual(['mobile', '12'])
  expect(parseListOrCommas("['mobile', 12]")).toEqual(['mobile', '12'])
  expect(parseListOrCommas('')).toEqual([])
})

test('any list of texts survives being written and read', () => {
  const nasty = fc
    .array(fc.constantFrom("'", '"', ',', '\\', ' ', ']', '[', '\n', 'a', 'n'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), nasty)), (values) => {
      expect(parseListLiteral(formatListLiteral(values))).toEqual(values)
    }),
  )
})

test('any text at all is read without an error, and features are never blank', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const feature of [...parseFeatures(text), ...parseFeatures(`[${text}]`)]) expect(feature.trim()).not.toBe('')
    }),
  )
})
