import type { CallDetailRecord } from '@omnicrm/contract'
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { upstreamFailed } from '../platform/errors.ts'
import { callOcs, lookUpInOcs } from '../platform/ocs/ocs-client.ts'

const TYPES = { '*voice': 'voice', '*data': 'data', '*sms': 'sms' } as const
const ToRs = { voice: ['*voice'], data: ['*data'], sms: ['*sms'] } as const
const CLASSES = ['on-net', 'off-net', 'international', 'premium'] as const
/** Sort fields by their name at the charging system. */
const ORDERS: Record<string, string> = { setup_time: 'SetupTime', usage: 'Usage', cost: 'Cost' }
const CSV_LIMIT = 100_000

const ZRecord = z.looseObject({
  CGRID: z.string(),
  ToR: z.string(),
  Destination: z.string().default(''),
  SetupTime: z.string(),
  Usage: z.number(),
  Cost: z.number(),
  ExtraFields: z.record(z.string(), z.string()).nullish(),
})

export type CallQuery = {
  page: number
  per_page: number
  sort?: string | undefined
  order: 'asc' | 'desc'
  format?: 'csv' | undefined
  start_date?: Date | undefined
  end_date?: Date | undefined
  type?: 'voice' | 'data' | 'sms' | undefined
}

/** Calls, data sessions and messages of an account, as the charging system recorded them; newest first by default. */
export async function readCallRecords(
  context: Context,
  serviceUuid: string,
  query: CallQuery,
): Promise<{ rows: CallDetailRecord[]; total: number }> {
  const { platform } = context
  const filter = {
    Tenants: [platform.config.ocs.ocsTenant],
    Accounts: [serviceUuid],
    ToRs: query.type ? ToRs[query.type] : Object.keys(TYPES),
    ...(query.start_date ? { SetupTimeStart: query.start_date.toISOString() } : {}),
    ...(query.end_date ? { SetupTimeEnd: query.end_date.toISOString() } : {}),
  }
  const whole = query.format === 'csv'
  const [found, total] = await Promise.all([
    lookUpInOcs(platform, 'CDRsV1.GetCDRs', {
      ...filter,
      OrderBy: `${ORDERS[query.sort ?? ''] ?? 'SetupTime'};${query.order}`,
      Limit: whole ? CSV_LIMIT : query.per_page,
      Offset: whole ? 0 : (query.page - 1) * query.per_page,
    }),
    callOcs(platform, 'CDRsV1.GetCDRsCount', filter),
  ])
  const records = z.array(ZRecord).safeParse(found ?? [])
  if (!records.success) throw upstreamFailed('The charging system gave records that cannot be understood')
  return { rows: records.data.map(presentRecord), total: Number(total) }
}

/** Fields that `sort` may name. */
export const CALL_SORTS = Object.keys(ORDERS)

function presentRecord(record: z.output<typeof ZRecord>): CallDetailRecord {
  const told = record.ExtraFields?.Class ?? record.ExtraFields?.class
  return {
    cgrid: record.CGRID,
    type: TYPES[record.ToR as keyof typeof TYPES] ?? 'voice',
    destination: record.Destination === '' ? null : record.Destination,
    setup_time: new Date(record.SetupTime).toISOString(),
    usage: record.Usage,
    // The charging system writes -1 for usage that it could not rate.
    cost: Math.max(0, record.Cost),
    class: CLASSES.find((known) => known === told) ?? null,
  }
}
