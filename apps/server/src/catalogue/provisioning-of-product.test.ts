import { expect, test } from 'vitest'
import {
  provisioningChain,
  provisioningPlays,
  provisioningVariables,
  requiredInventory,
  variablesWithoutSecrets,
} from './provisioning-of-product.ts'

const plays = (text: string) => provisioningPlays({ provisioning_play: text })
const variables = (text: string, count: number) => provisioningVariables({ provisioning_json_vars: text }, count)

test('a product names no play, one, or a chain [PROD-38]', () => {
  expect(plays('')).toEqual([])
  expect(plays(' play_a ')).toEqual(['play_a'])
  expect(plays('play_a, play_b')).toEqual(['play_a', 'play_b'])
  expect(plays('["play_a", "play_b"]')).toEqual(['play_a', 'play_b'])
  expect(provisioningChain({ provisioning_play: '{"plays":["a","b"],"on_failure":"keep"}' })).toEqual({
    plays: ['a', 'b'],
    onFailure: 'keep',
  })
  expect(provisioningChain({ provisioning_play: '{"plays":["a"]}' }).onFailure).toBe('undo')
  for (const wrong of ['../a', 'a/b', '{"plays":3}', '{"plays":["a"],"on_failure":"x"}', '{', '["a"', '.hidden'])
    expect(() => plays(wrong), wrong).toThrow('provisioning_play')
})

test('variables are one object for all plays or one for each [PROD-39]', () => {
  expect(variables('', 2)).toEqual([{}, {}])
  expect(variables('{"a":1}', 0)).toEqual([{ a: 1 }])
  expect(variables('{"a":1}', 2)).toEqual([{ a: 1 }, { a: 1 }])
  expect(variables('[{"a":1},{}]', 2)).toEqual([{ a: 1 }, {}])
  for (const wrong of ['[{}]', '[1,2]', '3', 'null', '{'])
    expect(() => variables(wrong, 2), wrong).toThrow('provisioning_json_vars')
})

test('the required inventory names each template once', () => {
  const required = (text: string | null) => requiredInventory({ inventory_items_list: text })
  expect(required("['SIM Card', 'Mobile Number', 'SIM Card']")).toEqual(['SIM Card', 'Mobile Number'])
  expect(required('[]')).toEqual([])
  expect(required(null)).toEqual([])
  expect(() => required('SIM Card')).toThrow('inventory_items_list')
})

test('secrets among the variables read ***', () => {
  expect(variablesWithoutSecrets('{"api_key":"x","days":3}')).toBe('{"api_key":"***","days":3}')
  expect(variablesWithoutSecrets('{ "days": 3 }')).toBe('{ "days": 3 }')
  expect(variablesWithoutSecrets('')).toBe('')
})
