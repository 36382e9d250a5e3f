import { type Customer, type customerEndpoints, type InputOf, ZCustomerCreate } from '@omnicrm/contract'
import { validateBy } from '../../components/dialog/place-error.ts'

export type CustomerValues = {
  customer_name: string
  customer_account_type: string
  customer_status: string
  customer_payment_type: string | null
  tax_identifier: string
  contract_start_date: string
  contract_end_date: string
  customer_language: string | null
  customer_notes: string
  /** the first contact, taken with a new customer */
  contact_firstname: string
  contact_lastname: string
  contact_email: string
  contact_phone: string
}

export type CustomerBody = InputOf<typeof customerEndpoints.create>['body']

/** Fields of the form, of a customer or of a new one. */
export function customerValuesOf(customer?: Customer): CustomerValues {
  return {
    customer_name: customer?.customer_name ?? '',
    customer_account_type: customer?.customer_account_type ?? 'Individual',
    customer_status: customer?.customer_status ?? 'Open',
    customer_payment_type: customer?.customer_payment_type ?? null,
    tax_identifier: customer?.tax_identifier ?? '',
    contract_start_date: customer?.contract_start_date?.slice(0, 10) ?? '',
    contract_end_date: customer?.contract_end_date?.slice(0, 10) ?? '',
    customer_language: customer?.customer_language ?? null,
    customer_notes: customer?.customer_notes ?? '',
    contact_firstname: '',
    contact_lastname: '',
    contact_email: '',
    contact_phone: '',
  }
}

/** What the API takes, contacts apart; empty fields are null. */
export function customerBodyOf(values: CustomerValues): Omit<CustomerBody, 'contacts' | 'sites'> {
  return {
    customer_name: values.customer_name,
    customer_account_type: values.customer_account_type as CustomerBody['customer_account_type'],
    customer_status: values.customer_status as CustomerBody['customer_status'],
    customer_payment_type: values.customer_payment_type as CustomerBody['customer_payment_type'],
    tax_identifier: values.tax_identifier.trim() || null,
    contract_start_date: values.contract_start_date || null,
    contract_end_date: values.contract_end_date || null,
    customer_language: values.customer_language,
    customer_notes: values.customer_notes.trim() || null,
  }
}

/** The body of a new customer, with its first contact when any of its fields is filled. */
export function newCustomerBodyOf(values: CustomerValues): CustomerBody {
  const contact = {
    contact_firstname: values.contact_firstname.trim(),
    contact_lastname: values.contact_lastname.trim(),
    contact_email: values.contact_email.trim() || null,
    contact_phone: values.contact_phone.trim() || null,
  }
  const hasContact = Object.values(contact).some(Boolean)
  return { ...customerBodyOf(values), contacts: hasContact ? [{ ...contact, contact_types: 'Primary' }] : [] }
}

/** Messages by field. `endBeforeStart` is the sentence for a contract that ends before it starts. */
export function customerErrors(values: CustomerValues, endBeforeStart: string): Record<string, string> {
  const found = Object.entries(validateBy(ZCustomerCreate)(newCustomerBodyOf(values)))
  const errors = Object.fromEntries(found.map(([path, message]) => [path.replace(/^contacts\.0\./, ''), message]))
  const { contract_start_date: start, contract_end_date: end } = values
  return start && end && end < start ? { contract_end_date: endBeforeStart, ...errors } : errors
}
