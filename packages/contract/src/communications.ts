import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZId } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const ZCommunication = z.object({
  communication_id: z.number(),
  customer_id: z.number().nullable(),
  channel: z.enum(['email', 'sms']),
  /** template key, such as api_crmCommunicationUserWelcome */
  type: z.string(),
  /** comma-separated addresses or numbers */
  recipients: z.string(),
  subject: z.string(),
  status: z.enum(['queued', 'sent', 'delivered', 'failed', 'bounced']),
  /** what the last attempt failed with */
  error: z.string().nullable(),
  vendor_message_id: z.string().nullable(),
  sent_at: z.string().nullable(),
  created: z.string(),
})
export type Communication = z.output<typeof ZCommunication>

export const ZCommunicationDetail = ZCommunication.extend({
  /** plain text; links, codes and passwords that open something read `***` */
  body: z.string(),
  body_html: z.string().nullable(),
})
export type CommunicationDetail = z.output<typeof ZCommunicationDetail>

const access = { permission: ['view_communication'], own: 'view_own_communication' } as const

export const communicationEndpoints = {
  list: endpoint({
    id: 'COMM-1',
    method: 'GET',
    path: '/crm/communication/',
    tag: 'Communications',
    summary: 'E-mails and SMS that were sent or wait to be, newest first.',
    access,
    query: ZListQuery,
    response: envelope(ZCommunication),
  }),
  listOfCustomer: endpoint({
    id: 'COMM-1',
    method: 'GET',
    path: '/crm/communication/customer_id/:customer_id',
    tag: 'Communications',
    summary: 'What was sent to one customer.',
    access,
    params: z.object({ customer_id: ZId }),
    query: ZListQuery,
    response: envelope(ZCommunication),
  }),
  get: endpoint({
    id: 'COMM-2',
    method: 'GET',
    path: '/crm/communication/communication_id/:communication_id',
    tag: 'Communications',
    summary: 'One message with its text.',
    access,
    params: z.object({ communication_id: ZId }),
    response: ZCommunicationDetail,
  }),
}
