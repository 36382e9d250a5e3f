type Values = Record<string, unknown>

/** Fills `:name` parts of a path and appends the query; arrays and objects go as JSON, empty values are left out. */
export function buildUrl(path: string, { params, query }: { params?: object; query?: object } = {}): string {
  const values = (params ?? {}) as Values
  const filled = path.replace(/:([a-z_]+)/gi, (_, name: string) => {
    const value = values[name]
    if (value === undefined || value === null) throw new Error(`path ${path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null || value === '') continue
    search.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  const text = search.toString()
  return text ? `${filled}?${text}` : filled
}
