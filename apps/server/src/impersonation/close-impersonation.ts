import type { ImpersonationEnding } from '@omnicrm/contract'
import { type IssuedTokens, renewTokens } from '../identity/index.ts'
import type { Change, Context } from '../platform/context.ts'
import { conflict, unauthenticated } from '../platform/errors.ts'
import { endingOfSession, endOfSession, nameOfUser, type OpenImpersonation, openImpersonations } from './tables.ts'

export type Stopped = { end: Date; seconds: number; tokens: IssuedTokens; expires: Date; remember: boolean }

/**
 * Ends the impersonation of this very session and gives the member of staff their own session back. Throws 409 in a session
 * that is no impersonation, and 401 when their own session is over: the impersonation is ended all the same.
 */
export async function stopImpersonation(context: Context): Promise<Stopped> {
  const { sessionId, impersonatedBy } = context.actor
  if (sessionId === null || impersonatedBy === undefined)
    throw conflict('not_impersonating', 'This session is your own: there is nothing to stop')
  const stopped = await context.change(async (change) => {
    const open = await openImpersonations(change.tx)
      .where('l.session_id', '=', sessionId)
      .forUpdate('l')
      .executeTakeFirst()
    if (!open) return undefined
    await change.tx
      .updateTable('user_session')
      .set({ ended_at: change.now })
      .where('session_id', '=', sessionId)
      .where('ended_at', 'is', null)
      .execute()
    const seconds = await close(change, open, { at: change.now, how: 'stopped' })
    const original = open.original_session_id
    const own = original && (await renewTokens(change, { sessionId: original, userId: impersonatedBy }))
    return own ? { end: change.now, seconds, ...own } : undefined
  })
  // Thrown outside the change, so that the end of the impersonation is not rolled back.
  if (!stopped) throw unauthenticated('Your own session has ended; sign in again')
  return stopped
}

/** Closes the entries of impersonations whose session ran out or was ended from elsewhere; answers how many. */
export async function closeOverdue(change: Change, staffId?: number): Promise<number> {
  const over = await openImpersonations(change.tx)
    .select([endOfSession(change.now).as('ended'), endingOfSession(change.now).as('how')])
    .where(endOfSession(change.now), 'is not', null)
    .$if(staffId !== undefined, (rows) => rows.where('l.impersonating_user_id', '=', staffId ?? 0))
    .orderBy('l.impersonation_id')
    .forUpdate('l')
    .execute()
  for (const entry of over) await close(change, entry, { at: entry.ended ?? change.now, how: entry.how ?? 'expired' })
  return over.length
}

/** Answers how long it lasted, in seconds. */
async function close(
  change: Change,
  entry: OpenImpersonation,
  ended: { at: Date; how: ImpersonationEnding },
): Promise<number> {
  // A clock that was set back must not make it end before it began.
  const end = new Date(Math.max(ended.at.getTime(), entry.impersonation_start.getTime()))
  const closed = await change.tx
    .updateTable('impersonation_log')
    .set({ impersonation_end: end, ended_how: ended.how })
    .where('impersonation_id', '=', entry.impersonation_id)
    .where('impersonation_end', 'is', null)
    .returning('impersonation_duration')
    .executeTakeFirstOrThrow()
  const seconds = closed.impersonation_duration ?? 0
  const staff = await nameOfUser(change.tx, entry.impersonating_user_id)
  const target = await nameOfUser(change.tx, entry.target_user_id)
  await change.record({
    entity: 'user',
    entityId: entry.target_user_id,
    customerId: entry.customer_id,
    activity: `${staff} stopped acting as ${target}`,
    details: { duration_seconds: seconds, ended_how: ended.how },
  })
  return seconds
}
