import type { PermissionName } from '@omnicrm/contract'
import type { Session } from './session.ts'

/** One permission, or several of which any one suffices. */
export type Needed = PermissionName | readonly PermissionName[]

/** Whether a user stands for a customer: by a contact, or by the role while the contact is still to come. */
export function isCustomer(session: Session | undefined): boolean {
  return session !== undefined && (session.user.customer_id !== null || session.roles.includes('customer'))
}

/** What a screen or an entry asks of whoever may have it. */
export type Admission = { permission?: Needed | undefined; isForCustomers?: boolean | undefined }

/** Whether a session is let in. */
export function isAdmitted(session: Session | undefined, { permission, isForCustomers = false }: Admission): boolean {
  return may(session, permission) && (!isForCustomers || isCustomer(session))
}

/** Whether a session holds a permission; administrators hold all. The server refuses the same anyway. */
export function may(session: Session | undefined, needed: Needed | undefined): boolean {
  if (!session) return false
  if (needed === undefined || session.permissions.has('admin') || session.roles.includes('admin')) return true
  return (typeof needed === 'string' ? [needed] : needed).some((name) => session.permissions.has(name))
}
