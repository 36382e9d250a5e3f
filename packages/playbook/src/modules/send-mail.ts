import type { SendMail } from './mail-message.ts'

/** Hands a mail to its server by SMTP; without TLS only where the mail says `never`, or `try` and the server has none. */
export const sendMail: SendMail = async ({ server, login, isHtml, body, ...mail }) => {
  const { host, port, secure, timeoutMs } = server
  // few playbooks send mail themselves; the others start without it
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host,
    port,
    secure: secure === 'always' || (secure === 'try' && port === 465),
    requireTLS: secure === 'starttls',
    ignoreTLS: secure === 'never',
    // a server on this machine or inside the operator's network seldom has a certificate that anyone signed
    tls: { rejectUnauthorized: secure === 'always' || secure === 'starttls' },
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login ? { auth: { user: login.username, pass: login.password } } : {}),
  })
  try {
    await transport.sendMail({ ...mail, ...(isHtml ? { html: body } : { text: body }) })
  } finally {
    transport.close()
  }
}
