import { type Communication, type CommunicationDetail, communicationEndpoints } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { holds } from '../platform/guard/actor.ts'
import type { Routes } from '../platform/http/routes.ts'
import { presentList } from '../platform/lists.ts'
import { missing, requireReach } from '../platform/reach.ts'
import { sealedVariables } from './deliver.ts'
import { renderKind } from './send-email.ts'
import { type CommunicationRow, findCommunication, listCommunications } from './tables.ts'

export function communicationRoutes(routes: Routes): void {
  routes.handle(communicationEndpoints.list, async ({ query, context }) =>
    presentList(await listCommunications(context, query), query, { name: 'communications', present }),
  )
  routes.handle(communicationEndpoints.listOfCustomer, async ({ params, query, context }) => {
    requireReach(context, params.customer_id)
    return presentList(await listCommunications(context, query, params.customer_id), query, {
      name: 'communications',
      present,
    })
  })
  routes.handle(communicationEndpoints.get, async ({ params, context }) => {
    const row = await findCommunication(context, params.communication_id)
    if (!row) throw missing(context, 'Communication')
    return presentDetail(context, row)
  })
}

function present(row: CommunicationRow): Communication {
  const { communication_id, customer_id, channel, type, recipients, subject, status, error, vendor_message_id } = row
  return {
    communication_id,
    customer_id,
    channel,
    type,
    recipients,
    subject,
    status,
    error,
    vendor_message_id,
    sent_at: row.sent_at?.toISOString() ?? null,
    created: row.created.toISOString(),
  }
}

/** In the sandbox an administrator reads the mail as its receiver does; anywhere else links, codes and passwords are hidden. */
function presentDetail(context: Context, row: CommunicationRow): CommunicationDetail {
  const { platform, actor } = context
  if (platform.config.sandbox.clock && holds(actor, 'admin') && row.sealed_variables !== null) {
    const { text, html } = renderKind(platform, row.type, { ...row.variables, ...sealedVariables(platform, row) })
    return { ...present(row), body: text, body_html: html }
  }
  return { ...present(row), body: row.body, body_html: row.body_html }
}
