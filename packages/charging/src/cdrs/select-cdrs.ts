import type { Pool } from 'pg'
import { Decimal } from '../exact-decimal.ts'
import type { StoredCdr } from './cdr.ts'

export type CdrCondition = { sql: string; values: readonly unknown[] }

export async function selectCdrs(
  pool: Pool,
  { where, orderBy, offset, limit }: { where: CdrCondition; orderBy: string; offset: number; limit: number | null },
): Promise<StoredCdr[]> {
  const next = where.values.length + 1
  const { rows } = await pool.query<CdrRow>(
    `select * from ocs.cdr where ${where.sql} order by ${orderBy} offset $${next} limit $${next + 1}`,
    [...where.values, offset, limit],
  )
  return rows.map(toCdr)
}

export async function countCdrs(pool: Pool, where: CdrCondition): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(`select count(*) from ocs.cdr where ${where.sql}`, [
    ...where.values,
  ])
  return Number(rows[0]?.count ?? 0)
}

type CdrRow = {
  order_id: string
  tenant: string
  cgrid: string
  run_id: string
  origin_host: string
  source: string
  origin_id: string
  tor: string
  request_type: string
  category: string
  account: string
  subject: string
  destination: string
  setup_time: Date | null
  answer_time: Date | null
  usage: string
  extra_fields: Record<string, string>
  extra_info: string
  pre_rated: boolean
  partial: boolean
  cost_source: string
  cost: string
  cost_details: object | null
  created_at: Date
}

function toCdr(row: CdrRow): StoredCdr {
  return {
    orderId: Number(row.order_id),
    createdAt: row.created_at,
    tenant: row.tenant,
    cgrid: row.cgrid,
    runId: row.run_id,
    originHost: row.origin_host,
    source: row.source,
    originId: row.origin_id,
    tor: row.tor,
    requestType: row.request_type,
    category: row.category,
    account: row.account,
    subject: row.subject,
    destination: row.destination,
    setupTime: row.setup_time,
    answerTime: row.answer_time,
    usage: new Decimal(row.usage),
    extraFields: row.extra_fields,
    extraInfo: row.extra_info,
    preRated: row.pre_rated,
    partial: row.partial,
    costSource: row.cost_source,
    cost: new Decimal(row.cost),
    costDetails: row.cost_details,
  }
}
