import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPlain } from '../python/plain.ts'
import { parseYaml } from './parse-yaml.ts'
import { quoteJsonBodies } from './quote-json-bodies.ts'

const read = (source: string) => toPlain(parseYaml(quoteJsonBodies(source), 'x.yaml').value)

test('a body below its keyword becomes a text on the same lines [PROV-06]', () => {
  const source = 'uri:\n  body:\n    {\n      "id": {{ id | int }},\n      "name": "{{ name }}"\n    }\n  method: PUT\n'
  expect(read(source)).toEqual({
    uri: { body: '{\n  "id": {{ id | int }},\n  "name": "{{ name }}"\n}', method: 'PUT' },
  })
  expect(quoteJsonBodies(source).split('\n')).toHaveLength(source.split('\n').length)
})

test('a body on the line of its keyword becomes a quoted text', () => {
  expect(read('- uri:\n    body: { "id": {{ ids[0] }}, "q": "it\'s" }\n    method: PUT')).toEqual([
    { uri: { body: '{ "id": {{ ids[0] }}, "q": "it\'s" }', method: 'PUT' } },
  ])
  expect(read('body: {\n  "id": {{ id }},\n  "list": [ {{ a }} ]\n  }\nafter: 1')).toEqual({
    body: '{ "id": {{ id }}, "list": [ {{ a }} ] }',
    after: 1,
  })
})

test('what is YAML stays as it is', () => {
  for (const source of [
    'body:\n  {\n    "a": "{{ b }}"\n  }\n',
    'body: {"a": "{{ {\'x\': 1} }}"}',
    'msg: |\n  body: { "a": {{ b }} }\nnext: 1',
    'msg: >-\n  body:\n    {\n      "a": {{ b }}\n    }\nnext: 1',
    '# body: { "a": {{ b }} }\nx: 1',
    'msg: "body: { {{ b }} }"',
    'when: "{{ a }}"',
  ]) {
    expect(quoteJsonBodies(source)).toBe(source)
  }
})

test('mappings without templates are never touched', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()), (value) => {
      const json = JSON.stringify(value)
      fc.pre(!json.includes('{{'))
      const source = `a: ${json}\nb:\n  ${json}\n`
      expect(quoteJsonBodies(source)).toBe(source)
    }),
  )
})
