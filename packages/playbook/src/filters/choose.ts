import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { TemplateError, truthy, type Value } from '../python/values.ts'
import type { FilterOptions } from './filter.ts'
import { itemAt } from './item-at.ts'

/** The members that pass (`keep`) or fail a test, of themselves or of one of their attributes; without a test, by truth. */
export function choose(
  input: Value,
  args: Value[],
  options: FilterOptions & { keep: boolean; byAttribute: boolean },
): Value[] {
  const { keep, byAttribute } = options
  const [attribute = '', ...rest] = byAttribute ? args : ['', ...args]
  const [name, ...testArgs] = rest
  const test = name === undefined ? undefined : options.testNamed(text(name))
  if (name !== undefined && !test) throw new TemplateError(`No test named '${text(name)}'`)
  return iterate(input).filter((member) => {
    const value = byAttribute ? itemAt(member, attribute) : member
    return (test ? test(value, testArgs, options) : truthy(value)) === keep
  })
}
