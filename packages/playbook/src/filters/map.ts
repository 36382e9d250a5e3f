import { iterate } from '../python/sequence.ts'
import { text } from '../python/text.ts'
import { TemplateError, Undefined } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { itemAt } from './item-at.ts'

/** One attribute of each member, or a filter applied to each: found by its name. */
export const mapFilter =
  (filterNamed: (name: string) => Filter | undefined): Filter =>
  (input, args, options) => {
    const { attribute, default: otherwise, ...rest } = options.keywords
    if (attribute !== undefined) {
      return iterate(input).map((member) => {
        const found = itemAt(member, attribute)
        return found instanceof Undefined && otherwise !== undefined ? otherwise : found
      })
    }
    const [name = '', ...more] = args
    const filter = filterNamed(text(name))
    if (!filter) throw new TemplateError(`No filter named '${text(name)}'`)
    return iterate(input).map((member) => filter(member, more, { ...options, keywords: rest }))
  }
