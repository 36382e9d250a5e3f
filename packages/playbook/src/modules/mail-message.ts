export type Mail = {
  server: { host: string; port: number; secure: 'always' | 'never' | 'starttls' | 'try'; timeoutMs: number }
  login: { username: string; password: string } | undefined
  from: string
  to: string[]
  cc: string[]
  bcc: string[]
  subject: string
  body: string
  isHtml: boolean
  headers: Record<string, string>
  attachments: { filename: string; content: Buffer }[]
}

/** Hands a mail to its server. Throws when that does not take it. */
export type SendMail = (mail: Mail) => Promise<void>
