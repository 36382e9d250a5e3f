import type { ColumnType } from 'kysely'

/*
 * How the driver hands values over: numeric as exact decimal text, timestamptz as Date, date as `YYYY-MM-DD`,
 * integers as number, jsonb parsed.
 */

/** numeric(18,6): exact decimal text in both directions, never a binary float. */
export type Money = string

/** numeric(9,4): a percentage such as `10.0000`, as text like money. */
export type Percentage = string

/** Calendar date `YYYY-MM-DD`. */
export type CalendarDate = string

/** Time at which a row was made; taken from the product's clock, so the database has no default, and it never changes. */
export type CreatedAt = ColumnType<Date, Date, never>

/** jsonb; written as JSON text, since the driver would turn an array into a PostgreSQL array. */
export type Json<T> = ColumnType<T, string, string>

/** jsonb that may be null. */
export type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>
