import { checkSize } from '../jinja/limits.ts'
import { text } from '../python/text.ts'
import { isInteger, TemplateError, typeName } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The text in the middle of so many columns. */
export const centerFilter: Filter = (input, args, { keywords }) => {
  const { width = 80 } = namedArguments(['width'], args, keywords)
  if (!isInteger(width)) throw new TemplateError(`'${typeName(width)}' object cannot be interpreted as an integer`)
  checkSize(Number(text(width)))
  const shown = text(input)
  const room = Math.max(0, Number(text(width)) - [...shown].length)
  // Python puts the odd blank to the left when the width is odd too
  const left = Math.floor(room / 2) + (room & Number(text(width)) & 1)
  return ' '.repeat(left) + shown + ' '.repeat(room - left)
}
