import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { TestProduct } from './start-test-product.ts'

/** What an attack must leave as it is: accounts, access and the customers' data; not the log, which may speak of the attack. */
const TABLES = [
  'crm_user',
  'user_role',
  'role',
  'role_permission',
  'user_session',
  'refresh_token',
  'user_link',
  'api_key',
  'customer',
  'customer_contact',
  'customer_site',
  'product',
  'communication',
]

/** One hash over every row of these tables, for comparing before and after. */
export async function fingerprint(product: TestProduct, tables: readonly string[] = TABLES): Promise<string> {
  const hash = createHash('sha256')
  for (const table of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} t order by t::text`.execute(product.platform.db)
    hash.update(`${table} ${rows.length}\n${rows.map(({ row }) => row).join('\n')}`)
  }
  return hash.digest('hex')
}
