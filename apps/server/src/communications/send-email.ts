import { baseUrl } from '../platform/config/effective-config.ts'
import type { Change } from '../platform/context.ts'
import type { Platform } from '../platform/platform.ts'
import { REDACTED } from '../platform/redact.ts'
import { findMailKind, type MailKindName, type MailSender, type MailVariables } from './mail-kinds.ts'
import { type RenderedMail, renderMail } from './render-mail.ts'

export const DELIVER_TASK = 'communication_deliver'

/** More than the attempts that delivery counts itself, so that the queue never gives up first. */
const QUEUE_ATTEMPTS = 25

/** A file that goes with an e-mail. */
export type Attachment = { filename: string; contentType: string; content: Buffer }

/**
 * Queues an e-mail in the same transaction as the change that it tells of: it leaves after commit, or never when the change
 * is rolled back. What opens something (links, codes, passwords) is sealed until then.
 */
export async function sendEmail<K extends MailKindName>(
  change: Change,
  mail: {
    kind: K
    to: string
    customerId?: number | null
    variables: MailVariables<K>
    attachments?: readonly Attachment[]
  },
): Promise<void> {
  const { platform } = change.context
  const secret = new Set<string>(findMailKind(mail.kind)?.secrets)
  const given = Object.entries(mail.variables as Record<string, string>)
  const open = Object.fromEntries(given.filter(([name]) => !secret.has(name)))
  const sealed = Object.fromEntries(given.filter(([name]) => secret.has(name)))
  const hidden = Object.fromEntries(Object.entries(sealed).map(([name, value]) => [name, value ? REDACTED : '']))
  const rendered = renderKind(platform, mail.kind, { ...open, ...hidden })
  const { communication_id: id } = await change.tx
    .insertInto('communication')
    .values({
      customer_id: mail.customerId ?? null,
      channel: 'email',
      type: mail.kind,
      recipients: mail.to,
      subject: rendered.subject,
      body: rendered.text,
      body_html: rendered.html,
      variables: JSON.stringify(open),
      sealed_variables: Object.keys(sealed).length > 0 ? platform.seal.close(JSON.stringify(sealed)) : null,
      status: 'queued',
      error: null,
      vendor_message_id: null,
      sent_at: null,
      created: change.now,
    })
    .returning('communication_id')
    .executeTakeFirstOrThrow()
  for (const { filename, contentType, content } of mail.attachments ?? []) {
    await change.tx
      .insertInto('communication_attachment')
      .values({ communication_id: id, filename, content_type: contentType, content })
      .execute()
  }
  await change.enqueue(DELIVER_TASK, { communication_id: id }, { attempts: QUEUE_ATTEMPTS })
}

/** Fills the template of a kind. Throws when this version has no such kind. */
export function renderKind(
  platform: Platform,
  name: string,
  variables: Record<string, string>,
): RenderedMail & { subject: string } {
  const kind = findMailKind(name)
  if (!kind) throw new Error(`there is no e-mail template ${name}`)
  const { branding } = platform.config
  const sender: MailSender = {
    company_name: branding.company_name,
    support_email: branding.support_email,
    support_url: branding.support_url,
  }
  const rendered = renderMail(kind.compose(variables, sender), {
    companyName: branding.company_name,
    color: branding.primary_color,
    supportEmail: branding.support_email,
    supportUrl: branding.support_url,
  })
  return { ...rendered, subject: kind.subject(sender, variables) }
}

/** A page of the web app, for a link in a mail. */
export function linkTo(platform: Platform, path: string): string {
  return baseUrl(platform.config, platform.addresses.port) + path
}
