import { type Keywords, TemplateError, type Value } from '../python/values.ts'

/** Arguments under their Python names, whether given in order or by name. */
export function namedArguments<Name extends string>(
  names: readonly Name[],
  args: Value[],
  keywords: Keywords,
): Partial<Record<Name, Value>> {
  if (args.length > names.length) {
    throw new TemplateError(`takes at most ${names.length} arguments but ${args.length} were given`)
  }
  const found: Partial<Record<Name, Value>> = {}
  names.forEach((name, index) => {
    const value = args[index] ?? keywords[name]
    if (args[index] === undefined && value === undefined) return
    found[name] = args[index] === undefined ? (keywords[name] as Value) : (args[index] as Value)
  })
  for (const name of Object.keys(keywords)) {
    if (!names.includes(name as Name)) throw new TemplateError(`got an unexpected keyword argument '${name}'`)
  }
  return found
}
