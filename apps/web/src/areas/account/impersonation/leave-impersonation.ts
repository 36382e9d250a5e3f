import { stopImpersonation } from '../../../app/session.ts'

/** Ends the impersonation of this tab and loads it anew as the staff's own. Throws ApiError. */
export async function leaveImpersonation(): Promise<void> {
  await stopImpersonation()
  location.replace('/')
}
