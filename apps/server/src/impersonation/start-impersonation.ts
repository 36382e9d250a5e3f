import { actorOfUser, type IssuedTokens, openSession } from '../identity/index.ts'
import type { Change } from '../platform/context.ts'
import { conflict, forbidden, invalid, notFound } from '../platform/errors.ts'
import { closeOverdue } from './close-impersonation.ts'
import { endOfImpersonation, mayImpersonate } from './impersonated-session.ts'
import { nameOfUser } from './tables.ts'

export type Started = { staffId: number; tokens: IssuedTokens }

/**
 * Opens a session as another user for staff who signed in themselves. Throws 403 for keys, addresses and jobs, for
 * administrators as targets, and while impersonating; 404 for a user who may not sign in; 409 while another one lasts.
 */
export async function startImpersonation(
  change: Change,
  input: { targetId: number; userAgent: string | null },
): Promise<Started> {
  const { context, tx, now } = change
  const { actor } = context
  const { config } = context.platform
  const { userId: staffId, sessionId: originalId } = actor
  if (staffId === null || originalId === null || actor.impersonatedBy !== undefined)
    throw forbidden('Only staff who have signed in themselves may act as another user')
  if (staffId === input.targetId) throw invalid('user_id', 'is your own')
  // Two starts at once wait for each other here, so that the second sees the first.
  await tx.selectFrom('crm_user').select('id').where('id', '=', staffId).forUpdate().execute()
  await closeOverdue(change, staffId)
  await requireNoneOpen(change, staffId)
  const target = await actorOfUser(tx, input.targetId)
  if (!target) throw notFound('User')
  if (!mayImpersonate(config, actor, target)) throw forbidden('Administrators cannot be impersonated')

  const { tokens, sessionId } = await openSession(change, {
    userId: input.targetId,
    remember: false,
    userAgent: input.userAgent,
  })
  await tx
    .updateTable('user_session')
    .set({
      impersonating_user_id: staffId,
      original_session_id: originalId,
      expires: endOfImpersonation(config, now, now),
    })
    .where('session_id', '=', sessionId)
    .execute()
  await tx
    .insertInto('impersonation_log')
    .values({
      impersonating_user_id: staffId,
      target_user_id: input.targetId,
      session_id: sessionId,
      impersonation_start: now,
      impersonation_end: null,
      ended_how: null,
      ip_address: context.ip,
    })
    .execute()
  await change.record({
    entity: 'user',
    entityId: input.targetId,
    customerId: target.customerId,
    activity: `${await nameOfUser(tx, staffId)} began to act as ${await nameOfUser(tx, input.targetId)}`,
  })
  return { staffId, tokens }
}

async function requireNoneOpen(change: Change, staffId: number): Promise<void> {
  const open = await change.tx
    .selectFrom('impersonation_log')
    .select('target_user_id')
    .where('impersonating_user_id', '=', staffId)
    .where('impersonation_end', 'is', null)
    .executeTakeFirst()
  if (open)
    throw conflict(
      'already_impersonating',
      `You are already acting as ${await nameOfUser(change.tx, open.target_user_id)}; stop that first`,
    )
}
