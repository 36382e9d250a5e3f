import type { Generated } from 'kysely'
import type { CreatedAt } from './columns.ts'

export type CustomerTable = {
  customer_id: Generated<number>
  customer_name: string
  /** Individual, Business */
  customer_account_type: Generated<string>
  /** Open, Closed, Suspended, Archived, or a configured one */
  customer_status: Generated<string>
  /** prepaid, postpaid */
  customer_payment_type: string | null
  customer_enabled: Generated<boolean>
  tax_identifier: string | null
  contract_start_date: Date | null
  contract_end_date: Date | null
  customer_notes: string | null
  customer_language: string | null
  created: CreatedAt
  last_modified: Date
}

export type CustomerContactTable = {
  contact_id: Generated<number>
  customer_id: number
  contact_firstname: string
  contact_lastname: string
  contact_email: string | null
  contact_phone: string | null
  /** comma-separated: Primary, Billing, Technical */
  contact_types: Generated<string>
}

export type CustomerSiteTable = {
  site_id: Generated<number>
  customer_id: number
  site_name: string
  address_line_1: string | null
  address_line_2: string | null
  city: string | null
  state: string | null
  zip_code: string | null
  country: string
  latitude: number
  longitude: number
  /** Open Location Code, 11 characters */
  plus_code: string
  google_maps_place_id: string | null
  address_note: string | null
}
