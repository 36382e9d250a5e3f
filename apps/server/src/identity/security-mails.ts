import { linkTo, sendEmail } from '../communications/index.ts'
import type { Change } from '../platform/context.ts'
import { DomainError } from '../platform/errors.ts'
import { issueLink, type LinkKind } from './one-time-links.ts'

const RESET_MINUTES = 60
const VERIFY_MINUTES = 24 * 60
const WELCOME_MINUTES = 24 * 60

/** Most mails of a kind in an hour, so that a stranger cannot fill a mailbox. */
const MAILS_PER_HOUR = 5

export type Addressee = {
  id: number
  email: string
  first_name: string
  last_name: string
  customer_id: number | null
}

/** Mails a link to choose a new password, good once and for an hour. */
export async function issueResetMail(change: Change, user: Addressee): Promise<void> {
  if ((await linksOfLastHour(change, user.id, 'reset_password')) >= MAILS_PER_HOUR) return
  const link = await issueLink(change, { userId: user.id, kind: 'reset_password', minutes: RESET_MINUTES })
  await sendEmail(change, {
    kind: 'api_crmCommunicationUserPasswordReset',
    to: user.email,
    customerId: user.customer_id,
    variables: {
      user_name: nameOf(user),
      reset_url: linkTo(change.context.platform, `/reset-password/${link.token}`),
      expiry_time: timeText(link.expires),
    },
  })
}

/** Mails link and code that prove the address. Throws 429 when too many were asked for in an hour: they go to anybody. */
export async function issueVerificationMail(change: Change, user: Addressee, email: string): Promise<void> {
  if ((await linksOfLastHour(change, user.id, 'verify_email')) >= MAILS_PER_HOUR)
    throw new DomainError(429, 'too_many_requests', 'Too many verification mails; try again in an hour')
  const link = await issueLink(change, { userId: user.id, kind: 'verify_email', minutes: VERIFY_MINUTES, email })
  await sendEmail(change, {
    kind: 'api_crmCommunicationEmailVerification',
    to: email,
    customerId: user.customer_id,
    variables: {
      user_name: nameOf(user),
      verification_url: linkTo(change.context.platform, `/verify-email/${link.token}`),
      verification_code: link.code,
    },
  })
}

/**
 * Welcomes a user: with the temporary password that was set, or with a link to choose one. Whoever stands for a customer gets
 * the customers' welcome, staff get theirs.
 */
export async function sendUserWelcome(
  change: Change,
  user: Addressee & { roles: readonly string[] },
  temporaryPassword?: string,
): Promise<void> {
  const { platform } = change.context
  const link = temporaryPassword
    ? undefined
    : await issueLink(change, { userId: user.id, kind: 'reset_password', minutes: WELCOME_MINUTES })
  const firstSignIn = {
    email: user.email,
    login_url: linkTo(platform, '/login'),
    temp_password: temporaryPassword ?? '',
    reset_url: link ? linkTo(platform, `/reset-password/${link.token}`) : '',
  }
  const mail = { to: user.email, customerId: user.customer_id }
  if (user.customer_id !== null) {
    await sendEmail(change, {
      ...mail,
      kind: 'api_crmCommunicationCustomerWelcome',
      variables: { customer_name: nameOf(user), ...firstSignIn },
    })
    return
  }
  await sendEmail(change, {
    ...mail,
    kind: 'api_crmCommunicationUserWelcome',
    variables: { user_name: nameOf(user), role: user.roles.join(', '), ...firstSignIn },
  })
}

export async function tellLocked(change: Change, user: Addressee, until: Date): Promise<void> {
  await sendEmail(change, {
    kind: 'api_crmCommunicationAccountLocked',
    to: user.email,
    customerId: user.customer_id,
    variables: {
      user_name: nameOf(user),
      ip_address: change.context.ip ?? 'unknown',
      locked_until: timeText(until),
    },
  })
}

export async function tellPasswordChanged(change: Change, user: Addressee, changedBy: string): Promise<void> {
  await sendEmail(change, {
    kind: 'api_crmCommunicationUserPasswordChange',
    to: user.email,
    customerId: user.customer_id,
    variables: { user_name: nameOf(user), change_date: timeText(change.now), changed_by: changedBy },
  })
}

export async function tellPasswordReset(change: Change, user: Addressee): Promise<void> {
  await sendEmail(change, {
    kind: 'api_crmCommunicationUserPasswordResetSuccess',
    to: user.email,
    customerId: user.customer_id,
    variables: {
      user_name: nameOf(user),
      change_date: timeText(change.now),
      ip_address: change.context.ip ?? 'unknown',
    },
  })
}

/** Tells a user that something about their access has happened, in one sentence. */
export async function alertUser(
  change: Change,
  user: Addressee,
  event: string,
  options: { userAgent?: string | null } = {},
): Promise<void> {
  await sendEmail(change, {
    kind: 'api_crmCommunicationSecurityAlert',
    to: user.email,
    customerId: user.customer_id,
    variables: {
      user_name: nameOf(user),
      event,
      ip_address: change.context.ip ?? 'unknown',
      user_agent: options.userAgent?.slice(0, 200) ?? 'unknown',
      login_time: timeText(change.now),
    },
  })
}

export function nameOf(user: Pick<Addressee, 'first_name' | 'last_name'>): string {
  return `${user.first_name} ${user.last_name}`
}

/** `2025-01-10 11:00 UTC` */
function timeText(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

async function linksOfLastHour(change: Change, userId: number, kind: LinkKind): Promise<number> {
  // Locked, or requests at the same moment would each see the others' links missing.
  await change.tx.selectFrom('crm_user').select('id').where('id', '=', userId).forUpdate().execute()
  const counted = await change.tx
    .selectFrom('user_link')
    .select((row) => row.fn.countAll<number>().as('links'))
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .where('created', '>', new Date(change.now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  return Number(counted.links)
}
