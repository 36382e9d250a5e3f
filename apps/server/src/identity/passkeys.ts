import type { Passkey, PasskeyQuestion } from '@omnicrm/contract'
import type { Selectable } from 'kysely'
import type { Change, Context } from '../platform/context.ts'
import type { Db } from '../platform/database/open-database.ts'
import type { PasskeyTable } from '../platform/database/tables/identity.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { requireOwnPassword, requireOwnUser } from './own-password.ts'
import { mustHaveSecondFactor } from './resolve-session.ts'
import { alertUser } from './security-mails.ts'
import { lockUser } from './update-user.ts'

export type PasskeyRow = Selectable<PasskeyTable>
type PasskeyDescriptor = PasskeyQuestion['allowCredentials'][number]

/** The passkeys of a user, oldest first. */
export function passkeysOf(db: Db, userId: number): Promise<PasskeyRow[]> {
  return db.selectFrom('passkey').selectAll().where('user_id', '=', userId).orderBy('passkey_id').execute()
}

export async function ownPasskeys(context: Context): Promise<Passkey[]> {
  const { id } = await requireOwnUser(context)
  return (await passkeysOf(context.db, id)).map(presentPasskey)
}

/** Throws 404 for a passkey that is not the caller's own. */
export async function renamePasskey(context: Context, passkeyId: number, name: string): Promise<Passkey> {
  const { id, username, customer_id: customerId } = await requireOwnUser(context)
  return context.change(async (change) => {
    await lockUser(change, id)
    const { name: before } = await requirePasskey(change, id, passkeyId)
    const renamed = await change.tx
      .updateTable('passkey')
      .set({ name })
      .where('passkey_id', '=', passkeyId)
      .returningAll()
      .executeTakeFirstOrThrow()
    const activity = `Renamed the passkey “${before}” of user ${username} to “${name}”`
    await change.record({ entity: 'user', entityId: id, customerId, activity })
    return presentPasskey(renamed)
  })
}

/**
 * Removes one of the own passkeys. With the last one, where there is no authenticator app, the second factor is off; where one is
 * required that is refused (409).
 */
export async function removePasskey(context: Context, passkeyId: number, password: string): Promise<void> {
  const owner = await requireOwnUser(context)
  await requireOwnPassword(context, owner, { password, field: 'password' })
  await context.change(async (change) => {
    const user = await lockUser(change, owner.id)
    const passkey = await requirePasskey(change, user.id, passkeyId)
    const isLast = !user.has_totp && (await passkeysOf(change.tx, user.id)).length === 1
    if (isLast && mustHaveSecondFactor(user, context.platform.config)) {
      throw conflict(
        'last_second_factor',
        'Your role asks for a second factor and this is your only one; add another passkey or an authenticator app first',
      )
    }
    await change.tx.deleteFrom('passkey').where('passkey_id', '=', passkeyId).execute()
    if (isLast) await turnOff(change, user.id)
    const off = isLast ? ' Two-factor authentication is off: your password alone signs in.' : ''
    const activity = `Removed the passkey “${passkey.name}” of user ${user.username}`
    await change.record({ entity: 'user', entityId: user.id, customerId: user.customer_id, activity })
    await alertUser(change, user, `The passkey “${passkey.name}” has been removed from your account.${off}`)
  })
}

async function turnOff(change: Change, userId: number): Promise<void> {
  await change.tx.updateTable('crm_user').set({ is_2fa_enabled: false }).where('id', '=', userId).execute()
  for (const table of ['backup_code', 'login_challenge'] as const)
    await change.tx.deleteFrom(table).where('user_id', '=', userId).execute()
}

async function requirePasskey(change: Change, userId: number, passkeyId: number): Promise<PasskeyRow> {
  const found = (await passkeysOf(change.tx, userId)).find(({ passkey_id }) => passkey_id === passkeyId)
  if (!found) throw notFound('Passkey')
  return found
}

/** A passkey as the browser is told of it: to be asked, or not to be made again. */
export function describePasskey({ credential_id, transports }: PasskeyRow): PasskeyDescriptor {
  return { id: credential_id, type: 'public-key', transports }
}

export function presentPasskey({ passkey_id, name, created, last_used, synced }: PasskeyRow): Passkey {
  return {
    ...{ passkey_id, name, synced },
    created: created.toISOString(),
    last_used: last_used?.toISOString() ?? null,
  }
}
