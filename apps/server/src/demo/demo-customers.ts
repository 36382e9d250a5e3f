import { ZCustomerCreate } from '@omnicrm/contract'
import type { z } from 'zod'
import { createCustomer } from '../customers/index.ts'
import type { Change } from '../platform/context.ts'
import type { Chance } from './chance.ts'
import { type Place, somePlace } from './places.ts'

export type DemoCustomer = { customerId: number; business: boolean }

const TRADES = [
  'Dental Practice',
  'Bakery',
  'Garage',
  'Veterinary Clinic',
  'Letting Agents',
  'Joinery',
  'Coffee Roasters',
  'Accountants',
  'Hotel',
  'Primary School',
]
const ENDINGS = ['Ltd', 'LLP', 'plc', '& Sons']

/** Everyone's first customer: the person of all examples. */
export const JOHN_SMITH: z.input<typeof ZCustomerCreate> = {
  customer_name: 'John Smith',
  customer_account_type: 'Individual',
  customer_payment_type: 'prepaid',
  contacts: [
    {
      contact_firstname: 'John',
      contact_lastname: 'Smith',
      contact_email: 'john@example.com',
      contact_phone: '+44 20 7946 0111',
      contact_types: 'Primary,Billing',
    },
  ],
  sites: [
    {
      site_name: 'Home',
      address_line_1: '14 Station Road',
      city: 'London',
      state: 'Greater London',
      zip_code: 'SW1 2AB',
      country: 'United Kingdom',
      latitude: 51.5074,
      longitude: -0.1278,
    },
  ],
}

export async function createDemoCustomer(
  change: Change,
  input: z.input<typeof ZCustomerCreate>,
): Promise<DemoCustomer> {
  const customerId = await createCustomer(change, ZCustomerCreate.parse(input))
  return { customerId, business: input.customer_account_type === 'Business' }
}

/** A person with a home, or (one in five) a business with one or two offices and its own contacts. */
export function someCustomer(chance: Chance): z.input<typeof ZCustomerCreate> {
  return chance.happens(20) ? business(chance) : person(chance)
}

function person(chance: Chance): z.input<typeof ZCustomerCreate> {
  const [first, last] = [chance.firstName(), chance.lastName()]
  return {
    customer_name: `${first} ${last}`,
    customer_account_type: 'Individual',
    customer_payment_type: chance.pick(['prepaid', 'prepaid', 'postpaid']),
    contacts: [contact(chance, { first, last, types: 'Primary,Billing' })],
    sites: [site('Home', somePlace(chance))],
  }
}

function business(chance: Chance): z.input<typeof ZCustomerCreate> {
  const owner = chance.lastName()
  const place = somePlace(chance)
  const name = chance.happens(50) ? `${place.city} ${chance.pick(TRADES)}` : `${owner} ${chance.pick(ENDINGS)}`
  return {
    customer_name: name,
    customer_account_type: 'Business',
    customer_payment_type: 'postpaid',
    tax_identifier: `GB${chance.digits(9)}`,
    contacts: [
      contact(chance, { first: chance.firstName(), last: owner, types: 'Primary,Billing' }),
      ...(chance.happens(60)
        ? [contact(chance, { first: chance.firstName(), last: chance.lastName(), types: 'Technical' })]
        : []),
    ],
    sites: [site('Head Office', place), ...(chance.happens(30) ? [site('Branch Office', somePlace(chance))] : [])],
  }
}

type Named = { first: string; last: string; types: string }

function contact(
  chance: Chance,
  { first, last, types }: Named,
): NonNullable<z.input<typeof ZCustomerCreate>['contacts']>[number] {
  const mailbox = `${first}.${last}`.toLowerCase().replace(/[^a-z.]/g, '')
  return {
    contact_firstname: first,
    contact_lastname: last,
    contact_email: `${mailbox}${chance.number(1, 99)}@example.${chance.pick(['com', 'org', 'net'])}`,
    contact_phone: `+44 20 7946 0${chance.digits(3)}`,
    contact_types: types,
  }
}

function site(name: string, place: Place): NonNullable<z.input<typeof ZCustomerCreate>['sites']>[number] {
  return { site_name: name, ...place }
}
