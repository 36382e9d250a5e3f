/** A variable of the product that an order may change: a plain value, since lists and objects are for the playbook's author. */
export type Overridable = { name: string; initial: string | number | boolean }

/** The variables that can be overridden; none for a chain with variables of its own for each play. */
export function overridables(json: string): Overridable[] {
  const parsed = readObject(json)
  return Object.entries(parsed ?? {}).flatMap(([name, initial]) =>
    typeof initial === 'string' || typeof initial === 'number' || typeof initial === 'boolean'
      ? [{ name, initial }]
      : [],
  )
}

/** Whether a text can stand for the variable: a number stays a number. */
export function isOverrideValid({ initial }: Overridable, text: string): boolean {
  return typeof initial !== 'number' || /^-?\d+(\.\d+)?$/.test(text.trim())
}

/** The changed variables in their own types; what equals the product's value is left out. */
export function changedValues(
  variables: readonly Overridable[],
  texts: Readonly<Record<string, string>>,
): Record<string, string | number | boolean> {
  const changed: Record<string, string | number | boolean> = {}
  for (const variable of variables) {
    const text = texts[variable.name]
    if (text === undefined || !isOverrideValid(variable, text)) continue
    const value = typed(variable, text)
    if (value !== variable.initial) changed[variable.name] = value
  }
  return changed
}

function typed({ initial }: Overridable, text: string): string | number | boolean {
  if (typeof initial === 'number') return Number(text)
  return typeof initial === 'boolean' ? text === 'true' : text
}

function readObject(json: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(json || '{}')
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    return isObject ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
