import { search } from 'jmespath'
import { fromPlain, toPlain } from '../python/plain.ts'
import { text } from '../python/text.ts'
import { defined, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** What a JMESPath expression finds. */
export const jsonQueryFilter: Filter = (input, [query = '']) => {
  try {
    return fromPlain(search(toPlain(defined(input)), text(query)))
  } catch (error) {
    throw new TemplateError(`JMESPathError in json_query filter plugin:\n${(error as Error).message}`)
  }
}
