import { type Contact, type User, ZEmail } from '@omnicrm/contract'

export type UserValues = {
  username: string
  email: string
  password: string
  first_name: string
  middle_name: string
  last_name: string
  phone_number: string
  role: string[]
  contact_id: number | null
  active: boolean
  send_welcome_email: boolean
}

/** The role of whoever signs in as a customer. */
export const CUSTOMER_ROLE = 'customer'

/** A user as the form holds it; empty for a new one. */
export function userValuesOf(user?: User): UserValues {
  return {
    username: user?.username ?? '',
    email: user?.email ?? '',
    password: '',
    first_name: user?.first_name ?? '',
    middle_name: user?.middle_name ?? '',
    last_name: user?.last_name ?? '',
    phone_number: user?.phone_number ?? '',
    role: user?.roles ?? [],
    contact_id: user?.contact_id ?? null,
    active: user?.active ?? true,
    send_welcome_email: false,
  }
}

/** A new user for a contact of a customer: what we know of them, and the welcome that lets them in. */
export function userValuesFor(contact: Contact): UserValues {
  const email = contact.contact_email ?? ''
  return {
    ...userValuesOf(),
    username: email,
    email,
    first_name: contact.contact_firstname,
    last_name: contact.contact_lastname,
    phone_number: contact.contact_phone ?? '',
    role: [CUSTOMER_ROLE],
    contact_id: contact.contact_id,
    send_welcome_email: true,
  }
}

/** What is sent of both a new and a changed user: the roles as the API spells them, names separated by commas. */
export function userBodyOf({ role, username: _, password: __, send_welcome_email: ___, ...values }: UserValues) {
  return { ...values, role: role.join(',') }
}

type Check = { isNew: boolean; isGoodPassword: (password: string) => boolean; t: (key: string) => string }

/** What is wrong, by field. */
export function userErrors(values: UserValues, { isNew, isGoodPassword, t }: Check): Record<string, string> {
  const errors: Record<string, string> = {}
  const required = isNew ? (['username', 'first_name', 'last_name'] as const) : (['first_name', 'last_name'] as const)
  for (const field of required) if (!values[field].trim()) errors[field] = t('administration:required')
  if (!ZEmail.safeParse(values.email).success) errors.email = t('account:email_malformed')
  if (values.role.length === 0) errors.role = t('administration:user.role_missing')
  if (isNew && !isGoodPassword(values.password)) errors.password = t('account:password.rules_unmet')
  return errors
}
