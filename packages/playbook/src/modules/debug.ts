import { equal } from '../python/compare.ts'
import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import { textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, outcome } from './module.ts'

/** Shows a message, or a variable or expression. */
export const debugModule: Module = async (args, context) => {
  if (args.has('msg') && args.has('var')) return failure("'msg' and 'var' are incompatible options")
  if (Number(textArgument(args, 'verbosity') ?? 0) > 0) {
    return outcome({ changed: false, skipped: true, skipped_reason: 'Verbosity threshold not met.' })
  }
  const wanted = args.get('var')
  if (wanted === undefined)
    return outcome({ msg: args.has('msg') ? (args.get('msg') ?? null) : 'Hello world!', changed: false })
  return outcome({ [text(wanted)]: shown(wanted, context), changed: false })
}

function shown(wanted: Value, { templar }: ModuleContext): Value {
  if (typeof wanted !== 'string') return wanted
  try {
    const value = templar.render(wanted.includes('{{') ? wanted : `{{${wanted}}}`)
    // a variable that holds the name of another shows that other one
    return typeof value === 'string' && equal(value, wanted) ? templar.render(`{{${value}}}`) : value
  } catch (error) {
    if (error instanceof TemplateError && error.isUndefined) return 'VARIABLE IS NOT DEFINED!'
    throw error
  }
}
