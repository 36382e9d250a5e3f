import { linkTo, type MailTask, sendEmail } from '../communications/index.ts'
import type { Change } from '../platform/context.ts'
import type { ClaimedJob } from './claim-job.ts'
import { type EventRow, eventsOf } from './tables.ts'

const LONGEST_DETAIL = 8000
/** Tasks named in one mail: a loop of includes can make thousands. */
const MOST_TASKS = 200

/**
 * Tells every address of `provisioning.failure_list` that a job has failed: customer, product, playbook, and each task in the
 * colour of its outcome, with all that is known of the failure (playbooks.md, 7). Events are stored without secrets, and the
 * mail holds nothing else. Queued in the transaction that ends the job, so it is sent once.
 */
export async function mailFailure(change: Change, job: ClaimedJob, message: string): Promise<void> {
  const { platform } = change.context
  const recipients = [...new Set(platform.config.provisioning.failure_list)]
  if (recipients.length === 0) return
  const names = await namesOf(change, job)
  const events = await eventsOf(change.context, job.provision_id)
  const variables = {
    provision_id: String(job.provision_id),
    ...names,
    provisioning_play: `${job.playbook_description} (${job.provisioning_play})`,
    initiated_by: job.initiated_by,
    error: message,
    tasks: JSON.stringify(reported(events).map(asMailTask)),
    job_url: linkTo(platform, `/provisioning/${job.provision_id}`),
  }
  for (const to of recipients)
    await sendEmail(change, { kind: 'api_crmCommunicationProvisioningFailed', to, variables })
}

async function namesOf(
  change: Change,
  job: ClaimedJob,
): Promise<{ customer_name: string; product_name: string; service_name: string }> {
  const row = await change.tx
    .selectFrom('provision')
    .leftJoin('customer', 'customer.customer_id', 'provision.customer_id')
    .leftJoin('product', 'product.product_id', 'provision.product_id')
    .leftJoin('customer_service', 'customer_service.service_id', 'provision.service_id')
    .select(['customer_name', 'product_name', 'customer_service.service_name'])
    .where('provision.provision_id', '=', job.provision_id)
    .executeTakeFirst()
  const named = (name: string | null | undefined, id: number | null): string => {
    if (id === null) return '-'
    return name ? `${name} (${id})` : String(id)
  }
  return {
    customer_name: named(row?.customer_name, job.customer_id),
    product_name: named(row?.product_name, job.product_id),
    service_name: named(row?.service_name, job.service_id),
  }
}

/** All tasks, or the last ones of a very long job with every failure before them. */
function reported(events: EventRow[]): EventRow[] {
  const early = events.slice(0, -MOST_TASKS).filter((event) => event.provisioning_status === 2)
  return [...early.slice(0, MOST_TASKS), ...events.slice(-MOST_TASKS)]
}

function asMailTask(event: EventRow): MailTask {
  const result = event.provisioning_result_json
  if (event.provisioning_status === 2)
    return {
      name: event.event_name,
      outcome: 'failed',
      detail: readable(result),
    }
  if (event.provisioning_status === 3) {
    const said = messageOf(result)
    return { name: event.event_name, outcome: 'ignored', ...(said === undefined ? {} : { detail: said }) }
  }
  return { name: event.event_name, outcome: isSkipped(result) ? 'skipped' : 'ok' }
}

/** A result as a person reads it: texts of several lines stay texts of several lines. */
function readable(result: unknown): string {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return JSON.stringify(result)
  const parts = Object.entries(result).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
    return text?.includes('\n') ? `${name}:\n${text}` : `${name}: ${text}`
  })
  return parts.join('\n').slice(0, LONGEST_DETAIL)
}

function isSkipped(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'skipped' in result && result.skipped === true
}

function messageOf(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null || !('msg' in result)) return undefined
  return String(result.msg).slice(0, LONGEST_DETAIL)
}
