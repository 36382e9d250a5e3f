/** One field of an entry: what it was and what it became, as text; undefined where there was nothing. */
export type FieldChange = { field: string; before: string | undefined; after: string | undefined }

/** The changed fields of an entry's `{before, after}`, in alphabetical order. */
export function changesOf(details: Record<string, unknown>): readonly FieldChange[] {
  const before = recordOf(details.before)
  const after = recordOf(details.after)
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
    .filter((change) => change.before !== change.after)
    .sort((one, other) => one.field.localeCompare(other.field))
}

/** What an entry tells besides its changed fields. */
export function remarksOf(details: Record<string, unknown>): readonly { name: string; text: string }[] {
  return Object.entries(details)
    .filter(([name]) => name !== 'before' && name !== 'after')
    .flatMap(([name, value]) => {
      const text = textOf(value)
      return text === undefined ? [] : [{ name, text }]
    })
}

/** `contact_email` as words: "contact email". */
export function wordsOf(field: string): string {
  return field.replaceAll('_', ' ')
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '') return undefined
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
