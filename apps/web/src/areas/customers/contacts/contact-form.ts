import { type Contact, ZContactCreate } from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'

export const CONTACT_TYPES = ['Primary', 'Billing', 'Technical'] as const

export type ContactValues = {
  contact_firstname: string
  contact_lastname: string
  contact_email: string
  contact_phone: string
  contact_types: string[]
}

/** The types of a contact, of their comma-separated text. */
export function contactTypesOf(text: string): string[] {
  return text
    .split(',')
    .map((type) => type.trim())
    .filter(Boolean)
}

/** Fields of the form, of a contact or of a new one. */
export function contactValuesOf(contact?: Contact): ContactValues {
  return {
    contact_firstname: contact?.contact_firstname ?? '',
    contact_lastname: contact?.contact_lastname ?? '',
    contact_email: contact?.contact_email ?? '',
    contact_phone: contact?.contact_phone ?? '',
    contact_types: contactTypesOf(contact?.contact_types ?? ''),
  }
}

/** What the API takes; empty fields are null. */
export function contactBodyOf(values: ContactValues) {
  return {
    contact_firstname: values.contact_firstname,
    contact_lastname: values.contact_lastname,
    contact_email: values.contact_email.trim() || null,
    contact_phone: values.contact_phone.trim() || null,
    contact_types: values.contact_types.join(','),
  }
}

/** Messages by field. */
export function contactErrors(values: ContactValues): Record<string, string> {
  return validateBy(ZContactCreate.omit({ customer_id: true }))(contactBodyOf(values))
}
