import type { Change, Context } from '../platform/context.ts'
import { isDuplicate } from '../platform/database/postgres-errors.ts'
import { DomainError, invalid } from '../platform/errors.ts'
import type { MoveContact } from './move-contact.ts'
import { type LinkKind, takeLink, takeLinkByCode } from './one-time-links.ts'
import { alertUser, issueVerificationMail } from './security-mails.ts'
import { findUserByEmail, type UserRecord } from './tables.ts'

/**
 * Notes a new address; it takes the place of the old one when the mail sent to it has been answered. The old address is told,
 * in case it was not its owner who asked. Asking for the present address again withdraws an earlier wish.
 */
export async function requestEmailChange(change: Change, user: UserRecord, email: string): Promise<void> {
  const same = email.toLowerCase() === user.email.toLowerCase()
  const other = same ? undefined : await findUserByEmail(change.tx, email)
  if (other) throw invalid('email', 'is in use by another account')
  await withdrawLinks(change, user.id, ['verify_email'])
  await change.tx
    .updateTable('crm_user')
    .set({ pending_email: same ? null : email })
    .where('id', '=', user.id)
    .execute()
  if (same) return
  await issueVerificationMail(change, user, email)
  await alertUser(change, user, `It was asked to change the e-mail address of your account to ${email}.`)
}

/** Answers a verification mail by link or code. Throws 400 when it is unknown, expired or used. */
export async function verifyEmail(
  context: Context,
  proof: { token: string } | { code: string },
  { moveContact }: { moveContact: MoveContact },
): Promise<void> {
  await context.change(async (change) => {
    const link =
      'token' in proof
        ? await takeLink(change, 'verify_email', proof.token)
        : await takeLinkByCode(change, 'verify_email', proof.code)
    if (!link?.email) throw notValid(proof)
    const user = await change.tx
      .selectFrom('crm_user')
      .select((row) => [
        'id',
        'email',
        'pending_email',
        'deleted',
        'contact_id',
        row
          .selectFrom('customer_contact as c')
          .select('c.customer_id')
          .whereRef('c.contact_id', '=', 'crm_user.contact_id')
          .as('customer_id'),
      ])
      .where('id', '=', link.userId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const changes = user.pending_email === link.email
    if (user.deleted || (!changes && user.email !== link.email)) throw notValid(proof)
    await change.tx
      .updateTable('crm_user')
      .set({ email: link.email, email_verified: true, ...(changes ? { pending_email: null } : {}) })
      .where('id', '=', user.id)
      .execute()
      .catch((error) => {
        if (isDuplicate(error)) throw invalid('email', 'is in use by another account')
        throw error
      })
    if (changes && user.contact_id !== null)
      await moveContact(change, user.contact_id, { byUserId: user.id, email: { from: user.email, to: link.email } })
    await withdrawLinks(change, user.id, changes ? ['verify_email', 'reset_password'] : ['verify_email'])
    await change.record({
      entity: 'user',
      entityId: user.id,
      customerId: user.customer_id,
      activity: changes ? 'Changed and verified the e-mail address' : 'Verified the e-mail address',
      byUserId: user.id,
      before: { email: user.email },
      after: { email: link.email },
    })
  })
}

/** Whoever still reads the old mailbox must not find a way in there when the address has changed. */
async function withdrawLinks(change: Change, userId: number, kinds: readonly LinkKind[]): Promise<void> {
  await change.tx
    .updateTable('user_link')
    .set({ used_at: change.now })
    .where('user_id', '=', userId)
    .where('kind', 'in', kinds)
    .where('used_at', 'is', null)
    .execute()
}

function notValid(proof: { token: string } | { code: string }): DomainError {
  const field = 'token' in proof ? 'token' : 'code'
  return new DomainError(
    400,
    'invalid_link',
    `This ${field === 'token' ? 'link' : 'code'} is not valid or has expired`,
    field,
  )
}
