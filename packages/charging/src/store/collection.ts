/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json | undefined }

/** A kind of record: its name in the log and the table, and how a value is written there. */
export type Collection<T> = {
  readonly name: string
  write(value: T): unknown
  read(json: unknown): T
}

const names = new Set<string>()
const passing = new Set<string>()

/** Whether values of the collection of that name only pass through memory, see defineCollection. */
export function isPassing(name: string): boolean {
  return passing.has(name)
}

/**
 * Declares a kind of record, once for each name and for good: the name lies in the log. `read` gets what `write`
 * answered, after a way through JSON text. Values are immutable. Throws when the name is taken.
 * `isPassing`: its values leave memory again at once; they are found by their whole key alone, never listed.
 */
export function defineCollection<T, J = Json>(options: {
  name: string
  write: (value: T) => J
  read: (json: J) => T
  isPassing?: boolean
}): Collection<T> {
  if (names.has(options.name)) throw new Error(`There are two collections named ${options.name}.`)
  names.add(options.name)
  if (options.isPassing === true) passing.add(options.name)
  return { name: options.name, write: options.write, read: (json) => options.read(json as J) }
}

/** As defineCollection, for values that are JSON as they stand. */
export function defineDocuments<T>(name: string): Collection<T> {
  return defineCollection<T, T>({ name, write: (value) => value, read: (json) => json })
}
