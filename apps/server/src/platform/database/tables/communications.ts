import type { Generated } from 'kysely'
import type { CreatedAt, Json } from './columns.ts'

/** Table `communication`: every e-mail and SMS that the product sends; also its outbox. */
export type CommunicationTable = {
  communication_id: Generated<number>
  customer_id: number | null
  channel: 'email' | 'sms'
  /** template key of the configuration */
  type: string
  /** comma-separated addresses or numbers */
  recipients: string
  subject: string
  /** plain text; links, codes and passwords that open something read `***` */
  body: string
  /** the same as HTML; null for an SMS */
  body_html: string | null
  /** what the template was filled with, without the secret ones */
  variables: Json<Record<string, string>>
  /** the secret ones, sealed; erased when the message has left (kept in the sandbox) */
  sealed_variables: string | null
  status: 'queued' | 'sent' | 'delivered' | 'failed' | 'bounced'
  attempts: Generated<number>
  /** what the last attempt failed with */
  error: string | null
  vendor_message_id: string | null
  sent_at: Date | null
  created: CreatedAt
}

/** Table `communication_attachment`: what goes with an e-mail, as it was when it was sent. */
export type CommunicationAttachmentTable = {
  communication_attachment_id: Generated<number>
  communication_id: number
  filename: string
  content_type: string
  content: Buffer
}
