import type { PermissionName } from '@omnicrm/contract'
import type { Session } from './session.ts'

/** One permission, or several of which any one suffices. */
export type Needed = PermissionName | readonly PermissionName[]

/** Whether a session holds a permission; administrators hold all. The server refuses the same anyway. */
export function may(session: Session | undefined, needed: Needed | undefined): boolean {
  if (!session) return false
  if (needed === undefined || session.permissions.has('admin') || session.roles.includes('admin')) return true
  return (typeof needed === 'string' ? [needed] : needed).some((name) => session.permissions.has(name))
}
