import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from './context.ts'
import { type DomainError, forbidden, notFound } from './errors.ts'

/**
 * Tenancy as a condition of the query: true for rows of the customer that the caller may reach.
 * @param column the row's customer_id, such as `sql.ref('customer_site.customer_id')`
 */
export function withinReach(context: Context, column: Expression<unknown>): Expression<SqlBool> {
  if (context.scope.all) return sql<SqlBool>`true`
  return sql<SqlBool>`${column} = ${context.scope.customerId}`
}

/**
 * The error for a row that the query did not find. Whoever reaches only their own customer gets 403 for another's row and
 * for none alike, so the answer tells nothing about what exists.
 */
export function missing(context: Context, what: string): DomainError {
  return context.scope.all ? notFound(what) : forbidden()
}

/** Throws 403 unless the caller reaches this customer. */
export function requireReach(context: Context, customerId: number | null): void {
  if (!context.scope.all && context.scope.customerId !== customerId) throw forbidden()
}
