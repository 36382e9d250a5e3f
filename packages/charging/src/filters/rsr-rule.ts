import { compareTyped } from './compare-values.ts'
import type { EventView } from './event-view.ts'
import type { FilterRule } from './filter.ts'
import { compilePattern, compileTemplate, type Template } from './value-template.ts'

type TextTest = (text: string, now: Date) => boolean

/**
 * `*rsr`: each value is a rule such as `^x` (starts with), `x$` (ends with), `^x$` (equals), `~regex`, `>5`, `<=5`, a
 * text that is contained, or `!` before any of them. Without an element each value names its own: `~*req.Account(^10)`.
 */
export function compileRsr(element: Template, { Element, Values }: FilterRule): (view: EventView) => boolean {
  const tests = Values.map((value) => {
    const own = Element === '' ? /^(~.+?)\((.*)\)$/.exec(value) : null
    return {
      template: own === null ? element : compileTemplate(own[1] ?? ''),
      passes: allRules(own === null ? value : (own[2] ?? '')),
    }
  })
  return (view) =>
    tests.some(({ template, passes }) => {
      const text = template(view)
      return text !== undefined && passes(text, view.lookups.now)
    })
}

/** Rules of one field are joined by `;`, and all have to hold. */
function allRules(text: string): TextTest {
  const tests = text.split(';').map(compileOne)
  return (value, now) => tests.every((test) => test(value, now))
}

function compileOne(rule: string): TextTest {
  if (rule.startsWith('!')) {
    const test = compileOne(rule.slice(1))
    return (text, now) => !test(text, now)
  }
  if (rule.startsWith('~')) {
    const pattern = compilePattern(rule.slice(1))
    return (text) => pattern.test(text)
  }
  const order = /^(>=|<=|>|<)(.+)$/.exec(rule)
  if (order !== null) return compareWith(order[1] ?? '', order[2] ?? '')
  const starts = rule.startsWith('^')
  const ends = rule.endsWith('$')
  const body = rule.slice(starts ? 1 : 0, ends ? -1 : undefined)
  if (starts && ends) return (text) => text === body
  if (starts) return (text) => text.startsWith(body)
  if (ends) return (text) => text.endsWith(body)
  return (text) => text.includes(rule)
}

function compareWith(sign: string, limit: string): TextTest {
  return (text, now) => {
    const order = compareTyped(text, limit, now)
    if (sign === '>') return order > 0
    if (sign === '>=') return order >= 0
    return sign === '<' ? order < 0 : order <= 0
  }
}
