import { relative, resolve } from 'node:path'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** A path as seen from another folder, by default from the working folder. */
export const relpathFilter: Filter = (input, args, { keywords }) => {
  const { start = '.' } = namedArguments(['start'], args, keywords)
  if (text(input) === '') throw new TemplateError('no path specified')
  return relative(resolve(text(start)), resolve(text(input))) || '.'
}
