import type { PoolClient } from 'pg'
import { Decimal } from '../exact-decimal.ts'
import type { Change } from '../store/batch.ts'
import { defineCollection } from '../store/collection.ts'
import { joinKey } from '../store/key.ts'
import { nextNumber } from '../store/sequence.ts'
import type { Unit } from '../store/unit.ts'
import type { Cdr, StoredCdr } from './cdr.ts'

/** How a record lies in the log: by the columns of `ocs.cdr`. */
export type CdrJson = {
  order_id: number
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
  setup_time: string | null
  answer_time: string | null
  usage: string
  extra_fields: Readonly<Record<string, string>>
  extra_info: string
  pre_rated: boolean
  partial: boolean
  cost_source: string
  cost: string
  cost_details: object | null
  created_at: string
}

/** Records on their way into `ocs.cdr`: a unit sees only those that are not there yet. */
export const cdrs = defineCollection<StoredCdr, CdrJson>({
  name: 'cdr',
  write: writeCdr,
  read: readCdr,
  isPassing: true,
})

export function cdrKey({ tenant, cgrid, runId }: { tenant: string; cgrid: string; runId: string }): string {
  return joinKey(tenant, cgrid, runId)
}

/** Stores a record whose id cannot be there yet. */
export function putNewCdr(unit: Unit, cdr: Cdr): void {
  unit.put(cdrs, cdrKey(cdr), { ...cdr, orderId: nextNumber(unit, 'cdr'), createdAt: unit.now })
}

/** Writes records into `ocs.cdr`, in place of those that have the same key. */
export async function insertCdrs(client: PoolClient, changes: readonly Change[]): Promise<void> {
  await client.query({
    name: 'ocs-insert-cdrs',
    text: `insert into ocs.cdr (order_id, tenant, cgrid, run_id, origin_host, source, origin_id, tor, request_type,
        category, account, subject, destination, setup_time, answer_time, usage, extra_fields, extra_info, pre_rated,
        partial, cost_source, cost, cost_details, created_at)
      select order_id, tenant, cgrid, run_id, origin_host, source, origin_id, tor, request_type,
        category, account, subject, destination, setup_time, answer_time, usage, extra_fields, extra_info, pre_rated,
        partial, cost_source, cost, cost_details, created_at
      from json_populate_recordset(null::ocs.cdr, $1::json)
      on conflict (tenant, cgrid, run_id) do update set source = excluded.source, tor = excluded.tor,
        request_type = excluded.request_type, category = excluded.category, account = excluded.account,
        subject = excluded.subject, destination = excluded.destination, setup_time = excluded.setup_time,
        answer_time = excluded.answer_time, usage = excluded.usage, extra_fields = excluded.extra_fields,
        extra_info = excluded.extra_info, cost_source = excluded.cost_source, cost = excluded.cost,
        cost_details = excluded.cost_details`,
    values: [`[${changes.map(({ text }) => text).join(',')}]`],
  })
}

function writeCdr(cdr: StoredCdr): CdrJson {
  return {
    order_id: cdr.orderId,
    tenant: cdr.tenant,
    cgrid: cdr.cgrid,
    run_id: cdr.runId,
    origin_host: cdr.originHost,
    source: cdr.source,
    origin_id: cdr.originId,
    tor: cdr.tor,
    request_type: cdr.requestType,
    category: cdr.category,
    account: cdr.account,
    subject: cdr.subject,
    destination: cdr.destination,
    setup_time: cdr.setupTime?.toISOString() ?? null,
    answer_time: cdr.answerTime?.toISOString() ?? null,
    usage: cdr.usage.toString(),
    extra_fields: cdr.extraFields,
    extra_info: cdr.extraInfo,
    pre_rated: cdr.preRated,
    partial: cdr.partial,
    cost_source: cdr.costSource,
    cost: cdr.cost.toString(),
    cost_details: cdr.costDetails,
    created_at: cdr.createdAt.toISOString(),
  }
}

function readCdr(json: CdrJson): StoredCdr {
  return {
    orderId: json.order_id,
    tenant: json.tenant,
    cgrid: json.cgrid,
    runId: json.run_id,
    originHost: json.origin_host,
    source: json.source,
    originId: json.origin_id,
    tor: json.tor,
    requestType: json.request_type,
    category: json.category,
    account: json.account,
    subject: json.subject,
    destination: json.destination,
    setupTime: json.setup_time === null ? null : new Date(json.setup_time),
    answerTime: json.answer_time === null ? null : new Date(json.answer_time),
    usage: new Decimal(json.usage),
    extraFields: json.extra_fields,
    extraInfo: json.extra_info,
    preRated: json.pre_rated,
    partial: json.partial,
    costSource: json.cost_source,
    cost: new Decimal(json.cost),
    costDetails: json.cost_details,
    createdAt: new Date(json.created_at),
  }
}
