import { parseYaml } from '../loader/parse-yaml.ts'
import { PlaybookError } from '../playbook-error.ts'
import { defined, TemplateError, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** The value that a YAML text holds; what is no text stays as it is. */
export const fromYamlFilter: Filter = (input) => {
  const given = defined(input)
  return typeof given === 'string' ? read(given) : given
}

/** The values of a YAML text of several documents. */
export const fromYamlAllFilter: Filter = (input) => {
  const given = defined(input)
  if (typeof given !== 'string') return given
  const documents = given.split(/^---(?=\s|$)/m)
  return documents.filter((part, index) => index > 0 || part.trim() !== '').map(read)
}

function read(source: string): Value {
  try {
    return parseYaml(source, '<unicode string>').value
  } catch (error) {
    throw error instanceof PlaybookError ? new TemplateError(error.message) : error
  }
}
