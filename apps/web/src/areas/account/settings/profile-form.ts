import { type Profile, ZEmail } from '@omnicrm/contract'

export type ProfileValues = {
  first_name: string
  middle_name: string
  last_name: string
  phone_number: string
  email: string
  language: string | null
}

/** The own data as a form holds it: what is not set is empty. */
export function profileValuesOf(profile: Profile): ProfileValues {
  return {
    first_name: profile.first_name,
    middle_name: profile.middle_name ?? '',
    last_name: profile.last_name,
    phone_number: profile.phone_number ?? '',
    email: profile.email,
    language: profile.language,
  }
}

/** What is wrong with the entered data, by field. */
export function profileErrors(
  values: Pick<ProfileValues, 'first_name' | 'last_name' | 'email'>,
  t: (key: string) => string,
): Record<string, string> {
  const errors: Record<string, string> = {}
  if (!values.first_name.trim()) errors.first_name = t('account:field_missing')
  if (!values.last_name.trim()) errors.last_name = t('account:field_missing')
  if (!ZEmail.safeParse(values.email).success) errors.email = t('account:email_malformed')
  return errors
}
