/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json | undefined }

/** A kind of record: its name in the log and the table, and how a value is written there. */
export type Collection<T> = {
  readonly name: string
  write(value: T): unknown
  read(json: unknown): T
}

const names = new Set<string>()

/**
 * Declares a kind of record, once for each name and for good: the name lies in the log. `read` gets what `write`
 * answered, after a way through JSON text. Values are immutable. Throws when the name is taken.
 */
export function defineCollection<T, J = Json>(options: {
  name: string
  write: (value: T) => J
  read: (json: J) => T
}): Collection<T> {
  if (names.has(options.name)) throw new Error(`There are two collections named ${options.name}.`)
  names.add(options.name)
  return { name: options.name, write: options.write, read: (json) => options.read(json as J) }
}

/** As defineCollection, for values that are JSON as they stand. */
export function defineDocuments<T>(name: string): Collection<T> {
  return defineCollection<T, T>({ name, write: (value) => value, read: (json) => json })
}
