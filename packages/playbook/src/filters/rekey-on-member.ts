import { getKey } from '../python/compare.ts'
import { text } from '../python/text.ts'
import { type Dict, defined, isDict, isList, TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** Dicts under the value of one of their members. */
export const rekeyOnMemberFilter: Filter = (input, args, { keywords }) => {
  const { key = null, duplicates = 'error' } = namedArguments(['key', 'duplicates'], args, keywords)
  if (duplicates !== 'error' && duplicates !== 'overwrite') {
    throw new TemplateError(`duplicates parameter to rekey_on_member has unknown value: ${text(duplicates)}`)
  }
  const given = defined(input)
  if (!isDict(given) && !isList(given)) throw new TemplateError('Type is not a valid list, set, or dict')
  const rekeyed: Dict = new Map()
  for (const member of isDict(given) ? given.values() : given) {
    if (!isDict(member)) throw new TemplateError('List item is not a valid dict')
    const name = getKey(member, defined(key))
    if (name === undefined) throw new TemplateError(`Key ${text(key)} was not found`)
    if (rekeyed.has(name) && duplicates === 'error') {
      throw new TemplateError(`Key ${text(name)} is not unique, cannot correctly turn into dict`)
    }
    rekeyed.set(name, member)
  }
  return rekeyed
}
