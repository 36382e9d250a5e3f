import type { Profile, SessionUser } from '@omnicrm/contract'
import type { Context } from '../platform/context.ts'
import { refuseImpersonator } from '../platform/guard/actor.ts'
import type { MoveContact } from './move-contact.ts'
import { requireOwnUser } from './own-password.ts'
import type { UserRecord } from './tables.ts'
import { requestEmailChange } from './verify-email.ts'

export type ProfilePatch = {
  first_name?: string
  middle_name?: string | null
  last_name?: string
  phone_number?: string | null
  email?: string
  language?: string | null
}

/** Changes the own data. A new e-mail address waits for its verification; roles, contact and state are not the user's to set. */
export async function updateOwnProfile(
  context: Context,
  patch: ProfilePatch,
  { moveContact }: { moveContact: MoveContact },
): Promise<void> {
  const user = await requireOwnUser(context)
  const { email, ...fields } = patch
  // A reset mail to the new address would open the account: that is for its owner alone.
  if (email !== undefined) refuseImpersonator(context.actor)
  await context.change(async (change) => {
    if (Object.keys(fields).length > 0) {
      await change.tx.updateTable('crm_user').set(fields).where('id', '=', user.id).execute()
    }
    if (email !== undefined) await requestEmailChange(change, user, email)
    if (user.contact_id !== null && fields.phone_number !== undefined)
      await moveContact(change, user.contact_id, {
        byUserId: user.id,
        phone: { from: user.phone_number, to: fields.phone_number },
      })
    await change.record({
      entity: 'user',
      entityId: user.id,
      customerId: user.customer_id,
      activity: 'Changed their own profile',
      before: { ...presentProfile(user) },
      after: {
        ...presentProfile(user),
        ...patch,
        ...(email === undefined ? {} : { email: user.email, pending_email: email }),
      },
    })
  })
}

export function presentSessionUser(user: UserRecord): SessionUser {
  const { id, username, email, first_name, last_name, contact_id, customer_id } = user
  return { id, username, email, first_name, last_name, contact_id, customer_id }
}

export function presentProfile(user: UserRecord): Profile {
  const { middle_name, phone_number, language, email_verified, pending_email, is_2fa_enabled, has_totp } = user
  return {
    ...presentSessionUser(user),
    middle_name,
    phone_number,
    language,
    email_verified,
    pending_email,
    is_2fa_enabled,
    has_totp,
    last_login: user.last_login?.toISOString() ?? null,
  }
}
