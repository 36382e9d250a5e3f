import type { Selectable } from 'kysely'
import { createTransport } from 'nodemailer'
import type { CommunicationTable } from '../platform/database/tables/communications.ts'
import type { Task } from '../platform/jobs/job-queue.ts'
import type { Platform } from '../platform/platform.ts'
import { redactText } from '../platform/redact.ts'
import { DELIVER_TASK, renderKind } from './send-email.ts'

const MAX_ATTEMPTS = 10
const TIMEOUT_MS = 20_000

export function communicationTasks(platform: Platform): Record<string, Task> {
  return { [DELIVER_TASK]: ({ communication_id: id }) => deliver(platform, Number(id)) }
}

/**
 * Delivers one queued message: by the configured mail server, else it just stays in the outbox. A message that has left is
 * not sent again. Throws while there are attempts left, so that the queue comes back later; after the last one, or when the
 * server refuses for good, the message counts as failed.
 */
export async function deliver(platform: Platform, communicationId: number): Promise<void> {
  const { db, config, clock } = platform
  const row = await db
    .selectFrom('communication')
    .selectAll()
    .where('communication_id', '=', communicationId)
    .executeTakeFirst()
  if (row?.status !== 'queued') return
  const secrets = sealedVariables(platform, row)
  const outcome = config.smtp.host ? await sendBySmtp(platform, row, secrets) : { sent: true as const, messageId: null }
  const attempts = row.attempts + 1
  // The sandbox keeps the secrets, so that its administrator can follow the links without a mail server.
  const forget = config.sandbox.clock ? {} : { sealed_variables: null }
  const update = db.updateTable('communication').where('communication_id', '=', row.communication_id)
  if (outcome.sent) {
    await update
      .set({
        status: 'sent',
        attempts,
        error: null,
        vendor_message_id: outcome.messageId,
        sent_at: clock.now(),
        ...forget,
      })
      .execute()
    return
  }
  const error = redactText(outcome.error, Object.values(secrets).filter(Boolean)).slice(0, 500)
  const failed = outcome.final || attempts >= MAX_ATTEMPTS
  await update.set({ attempts, error, ...(failed ? { status: 'failed' as const, ...forget } : {}) }).execute()
  if (!failed) throw new Error(`e-mail ${row.communication_id} was not delivered: ${error}`)
}

/** The secret variables of a message; none when they have been erased. */
export function sealedVariables(
  platform: Platform,
  row: Pick<Selectable<CommunicationTable>, 'sealed_variables'>,
): Record<string, string> {
  return row.sealed_variables === null ? {} : JSON.parse(platform.seal.open(row.sealed_variables))
}

type Outcome = { sent: true; messageId: string | null } | { sent: false; error: string; final: boolean }

async function sendBySmtp(
  platform: Platform,
  row: Selectable<CommunicationTable>,
  secrets: Record<string, string>,
): Promise<Outcome> {
  const { smtp, branding } = platform.config
  const { text, html, subject } = renderKind(platform, row.type, { ...row.variables, ...secrets })
  const domain = smtp.from_email.split('@')[1] ?? 'localhost'
  const attachments = await platform.db
    .selectFrom('communication_attachment')
    .select(['filename', 'content_type as contentType', 'content'])
    .where('communication_id', '=', row.communication_id)
    .orderBy('communication_attachment_id')
    .execute()
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A password never crosses the network in the clear.
    ...(smtp.username ? { requireTLS: true, auth: { user: smtp.username, pass: smtp.password ?? '' } } : {}),
  })
  try {
    const info = await transport.sendMail({
      from: { name: smtp.from_name ?? branding.company_name, address: smtp.from_email },
      to: row.recipients.split(',').map((address) => ({ name: '', address: address.trim() })),
      subject,
      text,
      html,
      attachments,
      // The same for each attempt: a mail that left just before a crash is then recognized as the same one.
      messageId: `<communication-${row.communication_id}-${row.created.getTime()}@${domain}>`,
    })
    return { sent: true, messageId: info.messageId }
  } catch (error) {
    const { message, responseCode } = error as Error & { responseCode?: number }
    return { sent: false, error: message, final: responseCode !== undefined && responseCode >= 500 }
  } finally {
    transport.close()
  }
}
