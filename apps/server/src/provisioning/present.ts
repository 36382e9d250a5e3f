import type { Provision, ProvisionDetail, ProvisionStarted } from '@omnicrm/contract'
import type { EventRow, ListedProvision } from './tables.ts'

export function presentProvision(row: ListedProvision): Provision {
  return {
    provision_id: row.provision_id,
    customer_id: row.customer_id,
    customer_name: row.customer_name,
    product_id: row.product_id,
    service_id: row.service_id,
    provisioning_play: row.provisioning_play,
    playbook_description: row.playbook_description,
    task_count: row.task_count,
    provisioning_status: row.provisioning_status,
    queued: row.queued,
    starts_at: row.starts_at?.toISOString() ?? null,
    chain_id: row.chain_id,
    initiating_user: row.initiating_user,
    initiator_name: row.initiator_name,
    initiated_by: row.initiated_by,
    created: row.created.toISOString(),
    last_modified: row.last_modified.toISOString(),
  }
}

export function presentProvisionDetail(row: ListedProvision, events: readonly EventRow[]): ProvisionDetail {
  return {
    ...presentProvision(row),
    error_message: row.error_message,
    cancelled_by: row.cancelled_by,
    finished: row.finished?.toISOString() ?? null,
    provisioning_result_json: events.map((event) => ({
      event_number: event.event_number,
      event_name: event.event_name,
      provisioning_status: event.provisioning_status,
      timestamp: event.timestamp.toISOString(),
      provisioning_result_json: event.provisioning_result_json,
    })),
  }
}

/** The answer to an order: the job waits or runs, and tells the rest itself. */
export function presentStarted(job: { provisionId: number; chainId: number | null }): ProvisionStarted {
  return {
    provision_id: job.provisionId,
    provisioning_status: 1,
    message: 'Provisioning job created',
    ...(job.chainId === null ? {} : { chain_id: job.chainId }),
  }
}
