import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZBoolean, ZDateTime, ZId, ZIdsResult, ZNumber, ZOptionalText, ZSuccess, ZText } from './fields.ts'
import { envelope, ZListQuery } from './list.ts'

export const ZContact = z.object({
  contact_id: z.number(),
  customer_id: z.number(),
  contact_firstname: z.string(),
  contact_lastname: z.string(),
  contact_email: z.string().nullable(),
  contact_phone: z.string().nullable(),
  /** comma-separated: Primary, Billing, Technical */
  contact_types: z.string(),
  /** user that signs in as this contact */
  user_id: z.number().nullable(),
})
export type Contact = z.output<typeof ZContact>

const contactFields = {
  contact_firstname: ZText,
  contact_lastname: ZText,
  contact_email: z.email('must be an e-mail address').nullish(),
  contact_phone: ZOptionalText,
  /** comma-separated: Primary, Billing, Technical */
  contact_types: z.string().max(100).default(''),
}
export const ZContactCreate = z.object({ customer_id: ZId, ...contactFields })
export const ZContactUpdate = z.object({ ...contactFields, contact_types: z.string().max(100) }).partial()

export const ZSite = z.object({
  site_id: z.number(),
  customer_id: z.number(),
  site_name: z.string(),
  address_line_1: z.string().nullable(),
  address_line_2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  zip_code: z.string().nullable(),
  country: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  /** Open Location Code, 11 characters */
  plus_code: z.string(),
  google_maps_place_id: z.string().nullable(),
  address_note: z.string().nullable(),
})
export type Site = z.output<typeof ZSite>

const siteFields = {
  site_name: ZText,
  address_line_1: ZOptionalText,
  address_line_2: ZOptionalText,
  city: ZOptionalText,
  state: ZOptionalText,
  zip_code: ZOptionalText,
  /** the configured default country when left out */
  country: ZOptionalText,
  latitude: ZNumber.pipe(z.number().min(-90).max(90)),
  longitude: ZNumber.pipe(z.number().min(-180).max(180)),
  /** worked out from the position when left out */
  plus_code: ZOptionalText,
  google_maps_place_id: ZOptionalText,
  address_note: ZOptionalText,
}
export const ZSiteCreate = z.object({ customer_id: ZId, ...siteFields })
export const ZSiteUpdate = z.object(siteFields).partial()

export const CUSTOMER_STATUSES = ['Open', 'Closed', 'Suspended', 'Archived'] as const
export const CUSTOMER_ACCOUNT_TYPES = ['Individual', 'Business'] as const
export const CUSTOMER_PAYMENT_TYPES = ['prepaid', 'postpaid'] as const

export const ZCustomer = z.object({
  customer_id: z.number(),
  customer_name: z.string(),
  customer_account_type: z.string(),
  customer_status: z.string(),
  customer_payment_type: z.string().nullable(),
  customer_enabled: z.boolean(),
  tax_identifier: z.string().nullable(),
  contract_start_date: z.string().nullable(),
  contract_end_date: z.string().nullable(),
  customer_notes: z.string().nullable(),
  customer_language: z.string().nullable(),
  created: z.string(),
  last_modified: z.string(),
})
export type Customer = z.output<typeof ZCustomer>

/** The parts of a service that a customer's page lists. */
export const ZCustomerServiceSummary = z.object({
  service_id: z.number(),
  service_name: z.string().nullable(),
  service_type: z.string().nullable(),
  service_status: z.string(),
  service_uuid: z.string().nullable(),
  retail_cost: z.number(),
})

export const ZCustomerDetail = ZCustomer.extend({
  contacts: z.array(ZContact),
  sites: z.array(ZSite),
  services: z.array(ZCustomerServiceSummary),
})
export type CustomerDetail = z.output<typeof ZCustomerDetail>

const customerFields = {
  customer_name: ZText,
  customer_account_type: z.enum(CUSTOMER_ACCOUNT_TYPES),
  customer_status: z.enum(CUSTOMER_STATUSES),
  customer_payment_type: z.enum(CUSTOMER_PAYMENT_TYPES).nullish(),
  customer_enabled: ZBoolean,
  tax_identifier: ZOptionalText,
  contract_start_date: ZDateTime.nullish(),
  contract_end_date: ZDateTime.nullish(),
  customer_notes: ZOptionalText,
  customer_language: ZOptionalText,
}
export const ZCustomerCreate = z.object({
  ...customerFields,
  customer_account_type: customerFields.customer_account_type.default('Individual'),
  customer_status: customerFields.customer_status.default('Open'),
  customer_enabled: ZBoolean.default(true),
  contacts: z.array(z.object(contactFields)).default([]),
  sites: z.array(z.object(siteFields)).default([]),
})
export const ZCustomerUpdate = z.object(customerFields).partial()

const customerId = z.object({ customer_id: ZId })
const contactId = z.object({ contact_id: ZId })
const siteId = z.object({ site_id: ZId })

export const customerEndpoints = {
  list: endpoint({
    id: 'CUST-1',
    method: 'GET',
    path: '/crm/customers',
    tag: 'Customers',
    summary: 'Customers, page by page; search by name, id, e-mail or phone.',
    access: { permission: ['view_customer'], own: 'view_own_customer' },
    query: ZListQuery,
    response: envelope(ZCustomer),
  }),
  listAll: endpoint({
    id: 'CUST-2',
    method: 'GET',
    path: '/crm/customer/',
    tag: 'Customers',
    summary: 'Every customer as a bare array.',
    access: { permission: ['view_customer'], own: 'view_own_customer' },
    response: z.array(ZCustomer),
  }),
  get: endpoint({
    id: 'CUST-3',
    method: 'GET',
    path: '/crm/customer/customer_id/:customer_id',
    aliases: ['/crm/customer_id/:customer_id', '/crm/customer/:customer_id'],
    tag: 'Customers',
    summary: 'One customer with contacts, sites and services.',
    access: { permission: ['view_customer'], own: 'view_own_customer' },
    params: customerId,
    response: ZCustomerDetail,
  }),
  create: endpoint({
    id: 'CUST-4',
    method: 'PUT',
    path: '/crm/customer/',
    tag: 'Customers',
    summary: 'Creates a customer, with contacts and sites when given.',
    access: { permission: ['create_customer'] },
    body: ZCustomerCreate,
    response: ZCustomerDetail,
  }),
  update: endpoint({
    id: 'CUST-5',
    method: 'PATCH',
    path: '/crm/customer/customer_id/:customer_id',
    aliases: ['/crm/customer/:customer_id'],
    tag: 'Customers',
    summary: 'Changes the fields that are sent.',
    access: { permission: ['update_customer'] },
    params: customerId,
    body: ZCustomerUpdate,
    response: ZCustomerDetail,
  }),
  remove: endpoint({
    id: 'CUST-6',
    method: 'DELETE',
    path: '/crm/customer/customer_id/:customer_id',
    aliases: ['/crm/customer/:customer_id'],
    tag: 'Customers',
    summary: 'Archives a customer; refused while services, unpaid invoices or uninvoiced transactions remain.',
    access: { permission: ['delete_customer'] },
    params: customerId,
    response: ZSuccess,
  }),
  restore: endpoint({
    id: 'CUST-7',
    method: 'PATCH',
    path: '/crm/customer/customer_id/:customer_id/restore',
    tag: 'Customers',
    summary: 'Brings an archived customer back.',
    access: { permission: ['update_customer'] },
    params: customerId,
    response: ZCustomerDetail,
  }),
  arpu: endpoint({
    id: 'CUST-8',
    method: 'GET',
    path: '/crm/customer/customer_id/:customer_id/arpu',
    tag: 'Customers',
    summary: 'Revenue divided by services, of this customer and of all.',
    access: { permission: ['view_customer'] },
    params: customerId,
    response: z.object({ customer_arpu: z.number(), average_arpu: z.number() }),
  }),
  removeMany: endpoint({
    id: 'CUST-10',
    method: 'DELETE',
    path: '/crm/customer/bulk',
    tag: 'Customers',
    summary: 'Archives several customers; each one answers for itself.',
    access: { permission: ['delete_customer'] },
    body: z.object({ customer_ids: z.array(ZId).min(1).max(1000) }),
    response: ZIdsResult,
  }),
}

export const contactEndpoints = {
  create: endpoint({
    id: 'CONT-1',
    method: 'PUT',
    path: '/crm/contact/',
    tag: 'Contacts',
    summary: 'Creates a contact.',
    access: { permission: ['create_customer_contact'] },
    body: ZContactCreate,
    response: ZContact,
  }),
  get: endpoint({
    id: 'CONT-2',
    method: 'GET',
    path: '/crm/contact/contact_id/:contact_id',
    aliases: ['/crm/contact/:contact_id'],
    tag: 'Contacts',
    summary: 'One contact.',
    access: { permission: ['view_customer_contact'], own: 'view_own_customer_contact' },
    params: contactId,
    response: ZContact,
  }),
  listOfCustomer: endpoint({
    id: 'CONT-3',
    method: 'GET',
    path: '/crm/contact/customer_id/:customer_id',
    tag: 'Contacts',
    summary: 'The contacts of a customer.',
    access: { permission: ['view_customer_contact'], own: 'view_own_customer_contact' },
    params: customerId,
    response: z.array(ZContact),
  }),
  update: endpoint({
    id: 'CONT-4',
    method: 'PATCH',
    path: '/crm/contact/contact_id/:contact_id',
    aliases: ['/crm/contact/:contact_id'],
    tag: 'Contacts',
    summary: 'Changes the fields that are sent.',
    access: { permission: ['update_customer_contact'] },
    params: contactId,
    body: ZContactUpdate,
    response: ZContact,
  }),
  remove: endpoint({
    id: 'CONT-5',
    method: 'DELETE',
    path: '/crm/contact/contact_id/:contact_id',
    aliases: ['/crm/contact/:contact_id'],
    tag: 'Contacts',
    summary: 'Removes a contact.',
    access: { permission: ['delete_customer_contact'] },
    params: contactId,
    response: ZSuccess,
  }),
}

export const siteEndpoints = {
  listOfCustomer: endpoint({
    id: 'SITE-1',
    method: 'GET',
    path: '/crm/site/customer_id/:customer_id',
    tag: 'Sites',
    summary: 'The sites of a customer.',
    access: { permission: ['view_customer_site'], own: 'view_own_customer_site' },
    params: customerId,
    response: z.array(ZSite),
  }),
  get: endpoint({
    id: 'SITE-2',
    method: 'GET',
    path: '/crm/site/site_id/:site_id',
    aliases: ['/crm/site/:site_id'],
    tag: 'Sites',
    summary: 'One site.',
    access: { permission: ['view_customer_site'], own: 'view_own_customer_site' },
    params: siteId,
    response: ZSite,
  }),
  create: endpoint({
    id: 'SITE-3',
    method: 'PUT',
    path: '/crm/site/',
    tag: 'Sites',
    summary: 'Creates a site; position required.',
    access: { permission: ['create_customer_site'] },
    body: ZSiteCreate,
    response: ZSite,
  }),
  update: endpoint({
    id: 'SITE-4',
    method: 'PATCH',
    path: '/crm/site/site_id/:site_id',
    aliases: ['/crm/site/:site_id'],
    tag: 'Sites',
    summary: 'Changes the fields that are sent.',
    access: { permission: ['update_customer_site'] },
    params: siteId,
    body: ZSiteUpdate,
    response: ZSite,
  }),
  remove: endpoint({
    id: 'SITE-5',
    method: 'DELETE',
    path: '/crm/site/site_id/:site_id',
    aliases: ['/crm/site/:site_id'],
    tag: 'Sites',
    summary: 'Removes a site.',
    access: { permission: ['delete_customer_site'] },
    params: siteId,
    response: ZSuccess,
  }),
}
