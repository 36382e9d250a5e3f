import { REDACTED } from './redact.ts'

/** Paths whose last part opens something: links of mails and of invoices for guests. */
const SECRET_PATH = /(\/(?:reset-password|verify-email|verify_email|guest)\/)[^/?#]+/g

/** A path for the log: links of mails lose what opens them, and of the query only the names stay. */
export function pathForLog(url: string): string {
  const [path = '', query] = url.split('?', 2)
  const names = query === undefined ? [] : [...new URLSearchParams(query).keys()]
  const shown = query === undefined ? '' : `?${names.map((name) => `${name}=${REDACTED}`).join('&')}`
  return path.replace(SECRET_PATH, `$1${REDACTED}`) + shown
}
