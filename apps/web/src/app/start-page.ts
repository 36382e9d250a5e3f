import { isCustomer } from './may.ts'
import type { Duty, Session } from './session.ts'

/** Where a user lands after login: customers on self-care, staff on the customer list, alert officers on their form [AUTH]. */
export function startPage(session: Session): string {
  const isStaff = session.roles.includes('admin') || session.permissions.has('admin')
  if (isStaff || session.permissions.has('view_customer')) return '/customers'
  if (isCustomer(session)) return '/self-care'
  if (session.permissions.has('create_cbc_message')) return '/create-cell-broadcast'
  return '/customers'
}

/** The address to return to after login, when it is one of ours; never another site. */
export function safeReturnPath(wanted: string | undefined): string | undefined {
  // Browsers drop control characters from addresses and take a backslash for a slash.
  if (!wanted || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(wanted) || wanted.startsWith('/login')) return undefined
  return wanted
}

/** Where a duty is done; nothing else opens before (AUTH-1). */
export const DUTY_PAGES: Record<Duty, string> = { password: '/change-password', 'two-factor': '/set-up-2fa' }
