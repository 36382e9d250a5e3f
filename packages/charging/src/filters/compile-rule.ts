import { BlockList, isIP } from 'node:net'
import { serverError } from '../rpc/rpc-error.ts'
import { compareTyped, timeOf } from './compare-values.ts'
import type { EventView } from './event-view.ts'
import type { FilterRule } from './filter.ts'
import { compileRsr } from './rsr-rule.ts'
import { compilePattern, compileTemplate, type Template } from './value-template.ts'

export type Test = (view: EventView) => boolean
/** Whether the text of the element passes against any of the values. */
type Comparison = (text: string, values: readonly string[], view: EventView) => boolean
type RuleCompiler = (element: Template, rule: FilterRule) => Test

const anyOf =
  (holds: (text: string, value: string) => boolean): RuleCompiler =>
  (element, rule) =>
    against(element, rule, (text, values) => values.some((value) => holds(text, value)))
const compared = (holds: (order: number) => boolean): RuleCompiler => {
  const test: Comparison = (text, values, { lookups }) =>
    values.some((value) => holds(compareTyped(text, value, lookups.now)))
  return (element, rule) => against(element, rule, test)
}
const isPresent: RuleCompiler = (element) => (view) => element(view) !== undefined
const isString = anyOf((text, value) => text === value)
const isPrefix = anyOf((text, value) => text.startsWith(value))
const isSuffix = anyOf((text, value) => text.endsWith(value))

/** Every type of rule (section 14.1). Those with `ni` are the same test, only not indexed. */
const compilers: Record<string, RuleCompiler> = {
  string: isString,
  nistring: isString,
  prefix: isPrefix,
  niprefix: isPrefix,
  suffix: isSuffix,
  nisuffix: isSuffix,
  contains: anyOf((text, value) => text.includes(value)),
  empty: (element) => (view) => (element(view) ?? '') === '',
  exists: isPresent,
  niexists: isPresent,
  lt: compared((order) => order < 0),
  lte: compared((order) => order <= 0),
  gt: compared((order) => order > 0),
  gte: compared((order) => order >= 0),
  eq: compared((order) => order === 0),
  rsr: compileRsr,
  regex: (element, rule) => {
    const patterns = rule.Values.map(compilePattern)
    return (view) => {
      const text = element(view)
      return text !== undefined && patterns.some((pattern) => pattern.test(text))
    }
  },
  destinations: (element, rule) =>
    against(element, rule, (text, values, { lookups }) => {
      const belongs = lookups.destinationsOf(text)
      return values.some((value) => belongs.has(value))
    }),
  timings: (element, rule) =>
    against(element, rule, (text, values, { lookups }) => {
      const at = timeOf(text, lookups.now)
      return at !== undefined && values.some((value) => lookups.isInTiming(value, at))
    }),
  ai: (element, rule) =>
    against(element, rule, (text, [start = '', end = ''], { lookups }) => {
      const at = timeOf(text, lookups.now)
      if (at === undefined) return false
      const from = timeOf(start, lookups.now)
      const to = timeOf(end, lookups.now)
      return (from === undefined || from <= at) && (to === undefined || at < to)
    }),
  ipnet: compileNetworks,
}

const WITHOUT_VALUES = new Set(['empty', 'exists', 'niexists'])
const WITHOUT_ELEMENT = new Set(['rsr'])

/** A rule as a test of an event; `*not` before a type negates it. Refuses, as SetFilter does, what cannot be one. */
export function compileRule(rule: FilterRule): Test {
  const { isNegative, type } = typeOf(rule.Type)
  const compiler = Object.hasOwn(compilers, type) ? compilers[type] : undefined
  if (compiler === undefined || !rule.Type.startsWith('*')) {
    throw serverError(`Unsupported filter Type: ${rule.Type}`)
  }
  if (rule.Element === '' && !WITHOUT_ELEMENT.has(type)) {
    throw serverError(`Element is mandatory for Type: ${rule.Type}`)
  }
  if (rule.Values.length === 0 && !WITHOUT_VALUES.has(type)) {
    throw serverError(`Values is mandatory for Type: ${rule.Type}`)
  }
  const test = compiler(compileTemplate(rule.Element), rule)
  return isNegative ? (view) => !test(view) : test
}

function typeOf(name: string): { isNegative: boolean; type: string } {
  const isNegative = name.startsWith('*not')
  return { isNegative, type: name.slice(isNegative ? 4 : 1) }
}

/** Values may be paths too: `*gt:~*req.Usage:~*req.Limit`. A missing element fails, and so does one missing value. */
function against(element: Template, { Values }: FilterRule, holds: Comparison): Test {
  const isConstant = Values.every((value) => !value.startsWith('~'))
  const templates = Values.map(compileTemplate)
  return (view) => {
    const text = element(view)
    if (text === undefined) return false
    if (isConstant) return holds(text, Values, view)
    const values = templates.map((template) => template(view)).filter((value) => value !== undefined)
    return values.length > 0 && holds(text, values, view)
  }
}

function compileNetworks(element: Template, rule: FilterRule): Test {
  const networks = new BlockList()
  for (const value of rule.Values) {
    const [address = '', bits = ''] = value.split('/')
    const version = isIP(address)
    if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128)) {
      throw serverError(`invalid CIDR address: ${value}`)
    }
    networks.addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6')
  }
  return (view) => {
    const text = element(view) ?? ''
    const version = isIP(text)
    return version !== 0 && networks.check(text, version === 4 ? 'ipv4' : 'ipv6')
  }
}
