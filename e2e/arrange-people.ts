import type { Browser, Page } from '@playwright/test'
import type { Call } from './arrange-shop.ts'
import { signIn } from './sign-in.ts'

export type Person = { id: number; email: string; password: string; name: string }
export type CustomerPerson = Person & { customerId: number; customerName: string; contactId: number }

let made = 0

/** A part of names that no other test of this run uses. */
export function freshMark(): string {
  return `${String(Date.now()).slice(-6)}${++made}`
}

/** A member of staff with these roles. */
export async function makeStaff(call: Call, roles: string, firstName = 'Kim'): Promise<Person> {
  const mark = freshMark()
  const email = `${firstName.toLowerCase()}.${mark}@example.com`
  const password = 'Correct-horse-1'
  const { id } = await call<{ id: number }>('POST', '/crm/auth/users', {
    ...{ username: `${firstName.toLowerCase()}.${mark}`, email, password, role: roles },
    ...{ first_name: firstName, last_name: `Staff${mark}` },
  })
  return { id, email, password, name: `${firstName} Staff${mark}` }
}

/** A customer whose contact can sign in. */
export async function makeCustomerUser(
  call: Call,
  { firstName = 'John', type = 'Individual' }: { firstName?: string; type?: 'Individual' | 'Business' } = {},
): Promise<CustomerPerson> {
  const mark = freshMark()
  const email = `${firstName.toLowerCase()}.${mark}@example.com`
  const password = 'Correct-horse-1'
  const customerName = `${firstName} of test ${mark}`
  const { customer_id: customerId, contacts } = await call<{
    customer_id: number
    contacts: { contact_id: number }[]
  }>('PUT', '/crm/customer/', {
    customer_name: customerName,
    customer_account_type: type,
    contacts: [
      {
        contact_firstname: firstName,
        contact_lastname: 'Smith',
        contact_email: email,
        contact_types: 'Primary,Billing',
      },
    ],
  })
  const contactId = contacts[0]?.contact_id ?? 0
  const { id } = await call<{ id: number }>('POST', '/crm/auth/users', {
    ...{ username: email, email, password, first_name: firstName, last_name: 'Smith' },
    ...{ role: 'customer', contact_id: contactId },
  })
  return { id, email, password, name: `${firstName} Smith`, customerId, customerName, contactId }
}

/** A browser of its own in which this person has signed in. */
export async function signedInPage(browser: Browser, person: Person, start: RegExp): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await signIn(page, person, start)
  return page
}
