import { text } from '../python/text.ts'
import { TemplateError, Undefined } from '../python/values.ts'
import type { Filter } from './filter.ts'

/** Fails when the value is undefined. */
export const mandatoryFilter: Filter = (input, [message], { keywords }) => {
  if (!(input instanceof Undefined)) return input
  const said = message ?? keywords.msg ?? null
  const name = input.lookedFor === '' ? '' : `'${input.lookedFor}' `
  throw new TemplateError(said === null ? `Mandatory variable ${name} not defined.` : text(said))
}
