import { sql } from 'kysely'
import type { TestProduct } from './start-test-product.ts'
import { until } from './until.ts'

export type OutboxMail = { kind: string; to: string; subject: string; body: string; html: string; status: string }

/**
 * Waits until so many mails of a kind have gone to an address, and answers them, oldest first, as the administrator of the
 * sandbox reads them.
 */
export async function mailsTo(
  product: TestProduct,
  wanted: { to: string; kind: string; count?: number },
): Promise<OutboxMail[]> {
  const type = `api_crmCommunication${wanted.kind}`
  const ids = async (): Promise<number[]> => {
    const rows = await product.platform.db
      .selectFrom('communication')
      .select('communication_id')
      .where('recipients', '=', wanted.to)
      .where('type', '=', type)
      .where('status', '!=', 'queued')
      .orderBy('communication_id')
      .execute()
    return rows.map((row) => row.communication_id)
  }
  await until(product, 'outbox', async () => (await ids()).length >= (wanted.count ?? 1))
  return Promise.all((await ids()).map((id) => readMail(product, id)))
}

/** The newest mail of a kind to an address; waits for the first one. */
export async function lastMailTo(product: TestProduct, to: string, kind: string): Promise<OutboxMail> {
  const mail = (await mailsTo(product, { to, kind })).at(-1)
  if (!mail) throw new Error(`no ${kind} to ${to}`)
  return mail
}

/** What was queued or sent to an address up to now, by kind, without waiting. */
export async function kindsSentTo(product: TestProduct, to: string): Promise<string[]> {
  const rows = await product.platform.db
    .selectFrom('communication')
    .select('type')
    .where('recipients', '=', to)
    .orderBy('communication_id')
    .execute()
  return rows.map((row) => row.type.replace('api_crmCommunication', ''))
}

async function readMail(product: TestProduct, id: number): Promise<OutboxMail> {
  const { body } = await product.admin.get(`/crm/communication/communication_id/${id}`)
  return {
    kind: body.type,
    to: body.recipients,
    subject: body.subject,
    body: body.body,
    html: body.body_html,
    status: body.status,
  }
}

/** Waits until no background task is left, so that what was not sent by then never will be. */
export function untilQueueIsEmpty(product: TestProduct): Promise<void> {
  return until(product, 'queue', async () => {
    const { rows } = await sql`select 1 from graphile_worker.jobs`.execute(product.platform.db)
    return rows.length === 0
  })
}
