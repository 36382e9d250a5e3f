import type { FakeOperator } from './fake-operator.ts'
import { seedMobileOrder } from './mobile-order.ts'

/** Acme with two sites, a free router 6001, and an order of product 42 with it for the second site. */
export function seedModemOrder(operator: FakeOperator, product: Record<string, unknown> = {}) {
  seedMobileOrder(operator)
  operator.inventory.clear()
  Object.assign(operator.products.get(42) ?? {}, {
    product_name: 'Seniors Bundle',
    service_type: 'internet',
    retail_cost: 30,
    wholesale_cost: 10,
    wholesale_setup_cost: 11,
    provisioning_play: 'play_seniors_package',
    provisioning_json_vars: '{"IPTV_Service_ID": "SeniorBundle"}',
    ...product,
  })
  const site = { customer_id: 123, state: 'London', latitude: 51.5, longitude: -0.12 }
  operator.sites.set(70, { ...site, site_id: 70, address_line_1: '1 High Street', city: 'Leeds' })
  operator.sites.set(71, { ...site, site_id: 71, address_line_1: '12 Office Lane', city: 'London' })
  operator.inventory.set(6001, {
    inventory_id: 6001,
    item: 'Modem Router',
    itemtext1: 'AA:BB:CC:00:00:01',
    itemtext2: 'SN-6001',
    itemtext3: null,
    itemtext4: null,
    serial_number: 'SN-6001',
    address_line_1: 'Warehouse A',
    city: null,
    state: null,
    latitude: null,
    longitude: null,
    management_url: null,
    management_username: null,
    management_password: null,
    config_content: null,
    inventory_notes: 'from the pallet of May',
    customer_id: null,
    service_id: null,
    item_state: 'New',
  })
  return { product_id: 42, customer_id: 123, site_id: 71, 'Modem Router': 6001, access_token: 'job-token' }
}

/** Everything that a play asks besides CRM and charging. */
export const withEquipment = (operator: FakeOperator) =>
  operator.config({
    olt: { url: `${operator.url}/olt/`, api_key: 'olt-key' },
    iptv: { url: `${operator.url}/iptv`, api_key: 'iptv-key' },
    fulfilment: { url: `${operator.url}/fulfilment` },
    mailjet: { api_key: 'key', api_secret: 'secret', api_url: `${operator.url}/mail` },
    provisioning: { support_email: 'support@example.com' },
  })
