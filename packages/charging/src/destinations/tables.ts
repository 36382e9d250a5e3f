import type { Queryable } from '../database/transaction.ts'

/** Destination id to the longest of its prefixes that a number starts with. */
export type MatchedDestinations = ReadonlyMap<string, number>

/** The destinations that a dialled number belongs to, each with the length of its longest matching prefix. */
export async function matchDestinations(db: Queryable, number: string): Promise<MatchedDestinations> {
  const prefixes = Array.from(number, (_, index) => number.slice(0, index + 1))
  if (prefixes.length === 0) return new Map()
  const { rows } = await db.query<{ id: string; length: number }>(
    'select id, max(length(prefix)) as length from ocs.destination where prefix = any($1) group by id',
    [prefixes],
  )
  return new Map(rows.map((row) => [row.id, row.length]))
}

export async function readPrefixes(db: Queryable, id: string): Promise<string[]> {
  const { rows } = await db.query<{ prefix: string }>(
    'select prefix from ocs.destination where id = $1 order by prefix',
    [id],
  )
  return rows.map((row) => row.prefix)
}

export async function readDestinationsOfPrefix(db: Queryable, prefix: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>('select id from ocs.destination where prefix = $1 order by id', [
    prefix,
  ])
  return rows.map((row) => row.id)
}

/** Replaces the prefixes of a destination. */
export async function writePrefixes(db: Queryable, id: string, prefixes: readonly string[]): Promise<void> {
  await db.query('delete from ocs.destination where id = $1', [id])
  await db.query('insert into ocs.destination (id, prefix) select $1, unnest($2::text[]) on conflict do nothing', [
    id,
    prefixes,
  ])
}

/** No prefixes: the whole destinations. */
export async function deleteDestinations(
  db: Queryable,
  { ids, prefixes }: { ids: readonly string[]; prefixes: readonly string[] },
): Promise<void> {
  await db.query(
    'delete from ocs.destination where id = any($1) and (cardinality($2::text[]) = 0 or prefix = any($2))',
    [ids, prefixes],
  )
}
