import type { Queryable, Tx } from '../database/transaction.ts'
import { Decimal } from '../exact-decimal.ts'
import type { Cdr, StoredCdr } from './cdr.ts'

/** Stores a record; undefined when one with its CGRID and RunID is already there. */
export async function insertCdr(tx: Tx, cdr: Cdr, now: Date): Promise<number | undefined> {
  const { rows } = await tx.query<{ order_id: string }>(
    {
      name: 'ocs-insert-cdr',
      text: `insert into ocs.cdr (tenant, cgrid, run_id, origin_host, source, origin_id, tor, request_type, category,
        account, subject, destination, setup_time, answer_time, usage, extra_fields, extra_info, pre_rated, partial,
        cost_source, cost, cost_details, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
      on conflict (tenant, cgrid, run_id) do nothing returning order_id`,
    },
    [
      cdr.tenant,
      cdr.cgrid,
      cdr.runId,
      cdr.originHost,
      cdr.source,
      cdr.originId,
      cdr.tor,
      cdr.requestType,
      cdr.category,
      cdr.account,
      cdr.subject,
      cdr.destination,
      cdr.setupTime,
      cdr.answerTime,
      cdr.usage.toString(),
      cdr.extraFields,
      cdr.extraInfo,
      cdr.preRated,
      cdr.partial,
      cdr.costSource,
      cdr.cost.toString(),
      cdr.costDetails,
      now,
    ],
  )
  return rows[0] && Number(rows[0].order_id)
}

/** Writes what rating found into a record stored in the same transaction. */
export async function updateCdrCost(
  tx: Tx,
  orderId: number,
  { cost, costSource, costDetails, extraInfo }: Pick<Cdr, 'cost' | 'costSource' | 'costDetails' | 'extraInfo'>,
): Promise<void> {
  await tx.query(
    'update ocs.cdr set cost = $2, cost_source = $3, cost_details = $4, extra_info = $5 where order_id = $1',
    [orderId, cost.toString(), costSource, costDetails, extraInfo],
  )
}

export type CdrCondition = { sql: string; values: readonly unknown[] }

export async function selectCdrs(
  db: Queryable,
  { where, orderBy, offset, limit }: { where: CdrCondition; orderBy: string; offset: number; limit: number | null },
): Promise<StoredCdr[]> {
  const next = where.values.length + 1
  const { rows } = await db.query<CdrRow>(
    `select * from ocs.cdr where ${where.sql} order by ${orderBy} offset $${next} limit $${next + 1}`,
    [...where.values, offset, limit],
  )
  return rows.map(toCdr)
}

export async function countCdrs(db: Queryable, where: CdrCondition): Promise<number> {
  const { rows } = await db.query<{ count: string }>(`select count(*) from ocs.cdr where ${where.sql}`, [
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
