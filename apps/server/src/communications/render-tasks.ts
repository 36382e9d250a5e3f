import { escapeHtml, escapeLines } from './escape-html.ts'

/** What became of one task of a job, for a mail that reports on it. */
export type MailTask = {
  name: string
  outcome: 'ok' | 'skipped' | 'ignored' | 'failed'
  /** request, response and message of a task that failed, secrets taken out; lines are kept */
  detail?: string
}

/** Colours of the operations guide: done green, failed but ignored orange, critical red. */
const COLORS: Record<MailTask['outcome'], string> = {
  ok: '#1a7f37',
  skipped: '#57606a',
  ignored: '#b35900',
  failed: '#c1121f',
}
const WORDS: Record<MailTask['outcome'], string> = {
  ok: 'OK',
  skipped: 'Skipped',
  ignored: 'Failed, ignored',
  failed: 'Failed',
}

/** The tasks as rows, each in the colour of its outcome and with its word: colour alone says nothing to some readers. */
export function tasksAsHtml(tasks: readonly MailTask[]): string {
  const rows = tasks.map(({ name, outcome, detail }) => {
    const color = COLORS[outcome]
    const block = detail
      ? `<tr><td colspan="2"><pre style="margin:0 0 8px;padding:8px;background:#f4f5f7;border-left:3px solid ${color};font-size:12px;white-space:pre-wrap;word-break:break-word">${escapeLines(detail)}</pre></td></tr>`
      : ''
    return `<tr><td style="padding:2px 16px 2px 0;color:${color};white-space:nowrap"><b>${WORDS[outcome]}</b></td><td style="color:${color}">${escapeHtml(name)}</td></tr>${block}`
  })
  return `<table style="border-collapse:collapse;margin:16px 0;width:100%">${rows.join('\n')}</table>`
}

export function tasksAsText(tasks: readonly MailTask[]): string {
  return tasks
    .map(({ name, outcome, detail }) => {
      const line = `[${WORDS[outcome]}] ${name.replace(/\s+/g, ' ').trim()}`
      return detail ? `${line}\n${detail.replace(/^/gm, '    ')}` : line
    })
    .join('\n')
}
