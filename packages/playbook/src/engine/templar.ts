import { compileBody } from '../jinja/compile-template.ts'
import { withinLimits } from '../jinja/limits.ts'
import type { Surroundings } from '../jinja/scope.ts'
import type { Expression } from '../jinja/syntax.ts'
import { compiledTemplate } from '../jinja/template-cache.ts'
import { parseLiteral } from '../python/literal.ts'
import { printed, text } from '../python/text.ts'
import { isDict, isList, isNumber, TemplateError, Tuple, type Value } from '../python/values.ts'

export type Templar = {
  /** renders every text within a value, with Ansible's conversion of what looks like a list, dict or boolean */
  render: (value: Value) => Value
  /** renders a text without conversion, as files are */
  renderText: (source: string, options: { rawBackslashes: boolean; more?: Map<string, Value> }) => string
  /** a rendered text as the value that Ansible takes it for */
  convert: (rendered: string) => Value
  /** `when`, `that`, `until`: whether a condition holds */
  holds: (condition: Value) => boolean
  /** whether a text comes from a filter such as `to_json`, after which Ansible leaves it text */
  staysText: (source: Value) => boolean
}

export type TemplarOptions = {
  surroundings: Surroundings
  /** the variable as it is, without rendering; for templates that are one name */
  raw: (name: string) => Value | undefined
  /** whether a variable holds a text that must stay text */
  isNativeText: (name: string) => boolean
  /** types as in ansible-core 2.19 and later */
  nativeTypes: boolean
}

// Ansible leaves the result of these texts even when it looks like a list or a dict
const textFilters = new Set(['string', 'to_json', 'to_nice_json', 'to_yaml', 'to_nice_yaml', 'ppretty', 'json'])
const singleName = /^\{\{\s*(\w*)\s*\}\}\n?$/

export const isTemplate = (source: string): boolean =>
  source.includes('{{') || source.includes('{%') || source.includes('{#')

/** Renders the texts of playbooks as ansible-core 2.14 does. */
export function createTemplar(options: TemplarOptions): Templar {
  const { surroundings, raw, isNativeText, nativeTypes } = options

  const pieces = (
    source: string,
    rawBackslashes: boolean,
    names: Map<string, Value> = new Map(),
  ): { out: Value[]; single: Expression | undefined } => {
    const template = compiledTemplate(source, { rawBackslashes, compileBody })
    const out: Value[] = []
    withinLimits(() => template.render({ surroundings, names, outer: undefined }, out), template)
    return { out, single: template.single }
  }

  const renderString = (source: string): Value => {
    if (!isTemplate(source)) return source
    const name = singleName.exec(source)?.[1]
    const direct = name === undefined ? undefined : raw(name)
    if (direct === null || typeof direct === 'boolean' || (direct !== undefined && isNumber(direct))) return direct
    const { out, single } = pieces(source, true)
    const [only] = out
    if (nativeTypes && out.length < 2) return typeof only === 'string' ? withLineBreaks(only, source) : (only ?? null)
    if (single && typeof only === 'string' && keepsText(single, isNativeText)) return only
    // a list or dict printed and read again is itself
    if (single && only !== undefined && (isDict(only) || (isList(only) && !(only instanceof Tuple)))) return only
    const joined = withLineBreaks(out.map(printed).join(''), source)
    return nativeTypes ? joined : converted(joined)
  }

  const render = (value: Value): Value => {
    if (typeof value === 'string') return renderString(value)
    if (isList(value)) return value.map(render)
    if (isDict(value)) return new Map([...value].map(([key, member]): [Value, Value] => [key, render(member)]))
    return value
  }

  const evaluate = (condition: string): boolean => {
    const { out } = pieces(`{% if ${condition} %} True {% else %} False {% endif %}`, true)
    return out.map(printed).join('').trim() === 'True'
  }

  const holds = (condition: Value): boolean => {
    if (condition === null || condition === '') return true
    if (typeof condition === 'boolean') return condition
    const original = text(condition)
    let expression = original
    try {
      const first = typeof condition === 'string' ? renderString(condition) : condition
      if (typeof first !== 'string' || first === '') return isTruthy(first)
      expression = first
      return evaluate(expression)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      const known = error.isUndefined ? undefinedCheck(expression, error.message) : undefined
      if (known !== undefined) return known
      const within = error.isUndefined ? `error while evaluating conditional (${original}): ` : ''
      throw new TemplateError(`The conditional check '${original}' failed. The error was: ${within}${error.message}`)
    }
  }

  return {
    render,
    renderText: (source, { rawBackslashes, more }) =>
      isTemplate(source)
        ? withLineBreaks(pieces(source, rawBackslashes, new Map(more)).out.map(printed).join(''), source)
        : source,
    convert: (rendered) => (nativeTypes ? rendered : converted(rendered)),
    holds,
    staysText: (source) => {
      if (typeof source !== 'string' || !isTemplate(source)) return false
      const { single } = compiledTemplate(source, { rawBackslashes: true, compileBody })
      return single !== undefined && keepsText(single, isNativeText)
    },
  }
}

const keepsText = (expression: Expression, isNativeText: (name: string) => boolean): boolean =>
  (expression.kind === 'filter' && textFilters.has(expression.name.replace(/^ansible\.builtin\./, ''))) ||
  (expression.kind === 'name' && isNativeText(expression.name))

const isTruthy = (value: Value): boolean =>
  !(
    value === null ||
    value === false ||
    value === 0 ||
    value === '' ||
    (isList(value) && value.length === 0) ||
    (isDict(value) && value.size === 0)
  )

function converted(source: string): Value {
  if (source !== 'True' && source !== 'False' && !source.startsWith('{') && !source.startsWith('[')) return source
  return parseLiteral(source)?.value ?? source
}

/** Jinja drops a line break at the end; Ansible puts back as many as the source ends with. */
function withLineBreaks(rendered: string, source: string): string {
  const count = (text: string) => text.length - text.replace(/\n+$/, '').length
  const missing = count(source) - count(rendered)
  return missing > 0 ? rendered + '\n'.repeat(missing) : rendered
}

/**
 * `x is defined and x.y` fails on an undefined x when the parts are written the other way round; Ansible then looks whether
 * the condition itself asks for that name, and takes that for the answer.
 */
function undefinedCheck(condition: string, message: string): boolean | undefined {
  const missing = /'(hostvars\[.+\]|\w+)' is undefined/.exec(message)?.[1]
  if (missing === undefined) return undefined
  for (const [, name = '', logic = '', state] of condition.matchAll(
    /(hostvars\[.+\]|[\w_]+)\s+(not\s+is|is|is\s+not)\s+(defined|undefined)/g,
  )) {
    if (name.replaceAll("'", '"') !== missing.replaceAll("'", '"')) continue
    return logic.includes('not') === (state === 'defined')
  }
  return undefined
}
