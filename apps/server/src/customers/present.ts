import type { Contact, Customer, Site } from '@omnicrm/contract'
import type { ContactRow, CustomerRow, SiteRow } from './tables.ts'

export function presentCustomer(row: CustomerRow): Customer {
  return {
    customer_id: row.customer_id,
    customer_name: row.customer_name,
    customer_account_type: row.customer_account_type,
    customer_status: row.customer_status,
    customer_payment_type: row.customer_payment_type,
    customer_enabled: row.customer_enabled,
    tax_identifier: row.tax_identifier,
    contract_start_date: row.contract_start_date?.toISOString() ?? null,
    contract_end_date: row.contract_end_date?.toISOString() ?? null,
    customer_notes: row.customer_notes,
    customer_language: row.customer_language,
    created: row.created.toISOString(),
    last_modified: row.last_modified.toISOString(),
  }
}

export function presentContact(row: ContactRow): Contact {
  return {
    contact_id: row.contact_id,
    customer_id: row.customer_id,
    contact_firstname: row.contact_firstname,
    contact_lastname: row.contact_lastname,
    contact_email: row.contact_email,
    contact_phone: row.contact_phone,
    contact_types: row.contact_types,
    user_id: row.user_id,
  }
}

export function presentSite(row: SiteRow): Site {
  return {
    site_id: row.site_id,
    customer_id: row.customer_id,
    site_name: row.site_name,
    address_line_1: row.address_line_1,
    address_line_2: row.address_line_2,
    city: row.city,
    state: row.state,
    zip_code: row.zip_code,
    country: row.country,
    latitude: row.latitude,
    longitude: row.longitude,
    plus_code: row.plus_code,
    google_maps_place_id: row.google_maps_place_id,
    address_note: row.address_note,
  }
}
