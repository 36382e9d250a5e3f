import { linkTo, sendEmail } from '../communications/index.ts'
import type { Change, Context } from '../platform/context.ts'
import { DomainError, notFound } from '../platform/errors.ts'
import { insertUser } from './create-user.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { issueVerificationMail } from './security-mails.ts'
import { findUserByEmail, findUserById, type UserRecord } from './tables.ts'

export type SignUp = {
  first_name: string
  last_name: string
  email: string
  password: string
  phone_number?: string | null
  customer_name?: string
}

/** Makes the customer with its first contact; given by the domain above, which owns customers. */
export type MakeCustomer = (
  change: Change,
  input: { customerName: string; firstName: string; lastName: string; email: string; phone: string | null },
) => Promise<{ customerId: number; contactId: number }>

/**
 * Signs a customer up: customer, contact and a user with the role customer, all or nothing. Always a new contact, never an
 * existing one, which anybody could otherwise claim by its address. Throws 404 when sign-up is off, 400 for a used address.
 */
export async function registerCustomer(
  context: Context,
  input: SignUp,
  makeCustomer: MakeCustomer,
): Promise<UserRecord> {
  const { platform } = context
  if (!platform.config.auth.self_signup) throw notFound('Sign-up')
  await requireGoodPassword(
    context,
    input.password,
    { email: input.email, username: input.email, is_2fa_enabled: false },
    'password',
  )
  const passwordHash = await hashPassword(input.password)
  if (await findUserByEmail(context.db, input.email)) throw inUse()
  return context.change(async (change) => {
    const { customerId, contactId } = await makeCustomer(change, {
      customerName: input.customer_name ?? `${input.first_name} ${input.last_name}`,
      firstName: input.first_name,
      lastName: input.last_name,
      email: input.email,
      phone: input.phone_number ?? null,
    })
    const userId = await insertUser(change, {
      username: input.email,
      email: input.email,
      emailVerified: false,
      passwordHash,
      firstName: input.first_name,
      lastName: input.last_name,
      phoneNumber: input.phone_number ?? null,
      roles: ['customer'],
      contactId,
    }).catch((error) => {
      if (error instanceof DomainError && error.code === 'user_exists') throw inUse()
      throw error
    })
    const user = await findUserById(change.tx, userId)
    if (!user) throw new Error('the user that was just made is gone')
    await sendEmail(change, {
      kind: 'api_crmCommunicationCustomerWelcome',
      to: user.email,
      customerId,
      variables: {
        customer_name: `${user.first_name} ${user.last_name}`,
        email: user.email,
        login_url: linkTo(platform, '/login'),
        temp_password: '',
        reset_url: '',
      },
    })
    await issueVerificationMail(change, user, user.email)
    return user
  })
}

function inUse(): DomainError {
  return new DomainError(400, 'user_exists', 'email: is in use by another account', 'email')
}
