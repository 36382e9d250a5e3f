const KINDS = { Rating: 'r', Accounting: 'a', RatingFilters: 'f', Rates: 's', Timings: 't' } as const
type Kind = keyof typeof KINDS

/** The keyed parts of one event cost: equal content has one key, seven characters long and unique within it. */
export type Keys = {
  of(kind: Kind, content: object): string
  members(): Record<Kind, Record<string, object>>
  /** keys of what was met before, by identity */
  known: Map<object, string>
}

export function createKeys(): Keys {
  const parts: Record<Kind, Record<string, object>> = {
    Rating: {},
    Accounting: {},
    RatingFilters: {},
    Rates: {},
    Timings: {},
  }
  const byContent = new Map<string, string>()
  const counts: Record<string, number> = {}
  return {
    of: (kind, content) => {
      const text = kind + JSON.stringify(content)
      const known = byContent.get(text)
      if (known !== undefined) return known
      const letter = KINDS[kind]
      const count = counts[kind] ?? 0
      counts[kind] = count + 1
      const key = letter + count.toString(16).padStart(6, '0')
      parts[kind][key] = content
      byContent.set(text, key)
      return key
    },
    members: () => parts,
    known: new Map(),
  }
}
