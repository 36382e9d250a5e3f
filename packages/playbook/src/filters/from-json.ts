import { parseJson } from '../python/json.ts'
import { defined, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The value that a JSON text stands for. */
export const fromJsonFilter: Filter = (input) => {
  const value = defined(input)
  if (typeof value !== 'string') return value
  try {
    return parseJson(value)
  } catch (error) {
    throw new TemplateError(`the text is not JSON: ${(error as Error).message}`)
  }
}
