import { escapeHtml, oneLine } from './escape-html.ts'
import { type MailTask, tasksAsHtml, tasksAsText } from './render-tasks.ts'

/** What a mail says; how it looks is the same for all of them. */
export type MailContent = {
  greeting: string
  paragraphs: string[]
  /** label and value, one line each */
  facts?: [label: string, value: string][]
  action?: { label: string; url: string }
  /** what became of each task of a job that the mail reports on */
  tasks?: MailTask[]
}

export type MailLook = { companyName: string; color: string; supportEmail: string; supportUrl: string }

export type RenderedMail = { text: string; html: string }

/** Prints a mail as plain text and as HTML. Every value is escaped: names and user agents come from outside. */
export function renderMail(content: MailContent, look: MailLook): RenderedMail {
  const support = [look.supportEmail, look.supportUrl].filter(Boolean).join(', ')
  const footer = support ? `${look.companyName} - ${support}` : look.companyName
  return { text: asText(content, footer), html: asHtml(content, footer, look) }
}

function asText(content: MailContent, footer: string): string {
  const facts = (content.facts ?? []).map(([label, value]) => `${label}: ${oneLine(value)}`)
  const blocks = [
    `Hi ${oneLine(content.greeting)},`,
    ...content.paragraphs,
    ...(facts.length > 0 ? [facts.join('\n')] : []),
    ...(content.action ? [`${content.action.label}:\n${content.action.url}`] : []),
    ...(content.tasks ? [tasksAsText(content.tasks)] : []),
    `--\n${footer}`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function asHtml(content: MailContent, footer: string, look: MailLook): string {
  const paragraphs = content.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')
  const rows = (content.facts ?? [])
    .map(
      ([label, value]) =>
        `<tr><td style="padding:2px 16px 2px 0;color:#555">${escapeHtml(label)}</td><td><b>${escapeHtml(value)}</b></td></tr>`,
    )
    .join('\n')
  const facts = rows ? `<table style="border-collapse:collapse;margin:16px 0">${rows}</table>` : ''
  const color = /^#[0-9a-f]{3,8}$/i.test(look.color) ? look.color : '#1f5fbf'
  const action = content.action
    ? `<p style="margin:24px 0"><a href="${escapeHtml(content.action.url)}" style="background:${color};color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">${escapeHtml(content.action.label)}</a></p>
<p style="color:#555;font-size:13px;word-break:break-all">${escapeHtml(content.action.url)}</p>`
    : ''
  return `<!doctype html>
<html><body style="margin:0;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;color:#1a1a1a">
<div style="max-width:560px;margin:0 auto;padding:24px">
<p style="font-weight:bold;color:${color}">${escapeHtml(look.companyName)}</p>
<div style="background:#fff;border-radius:8px;padding:24px;line-height:1.5">
<p>Hi ${escapeHtml(content.greeting)},</p>
${paragraphs}
${facts}
${action}${content.tasks ? `\n${tasksAsHtml(content.tasks)}` : ''}
</div>
<p style="color:#555;font-size:13px">${escapeHtml(footer)}</p>
</div></body></html>
`
}
