import type { Client } from './start-test-product.ts'

type Fields = Record<string, unknown>

/** Templates as the guide describes them, by name. */
export const TEMPLATES = {
  'SIM Card': {
    icon: 'fa-solid fa-sim-card',
    wholesale_cost: 2.5,
    retail_cost: 10,
    itemtext1_label: 'ICCID',
    itemtext2_label: 'IMSI',
    itemtext3_label: 'SIM Type',
    itemtext4_label: 'Ki',
    itemtext5_label: 'OPc',
    itemtext6_label: 'PUK',
    allow_dropdown_customer: true,
  },
  'Mobile Number': {
    icon: 'fa-solid fa-phone',
    wholesale_cost: 1,
    retail_cost: 0,
    itemtext1_label: 'Phone Number',
    itemtext2_label: 'Geographic Region',
    itemtext3_label: 'Number Type',
    allow_dropdown_customer: true,
  },
  'WiFi Router CPE': {
    icon: 'fa-solid fa-wifi',
    wholesale_cost: 45,
    retail_cost: 90,
    itemtext1_label: 'MAC Address',
    itemtext2_label: 'Serial Number',
    itemtext3_label: 'SSID',
    itemtext4_label: 'PSK',
  },
} as const satisfies Record<string, Fields>
export type TemplateName = keyof typeof TEMPLATES

/** Makes one of the templates above; answers it. */
export async function buildTemplate(client: Client, item: TemplateName, fields: Fields = {}): Promise<Fields> {
  return put(client, '/crm/inventory/item_template/', { item, ...TEMPLATES[item], ...fields })
}

/** Makes a SIM card whose numbers follow from `serial`; answers the item. */
export async function buildSim(
  client: Client,
  serial: number,
  fields: Fields = {},
): Promise<Fields & { inventory_id: number }> {
  return put(client, '/crm/inventory/', {
    item: 'SIM Card',
    itemtext1: `8944538${String(serial).padStart(12, '0')}`,
    itemtext2: `23433${String(serial).padStart(10, '0')}`,
    itemtext3: 'Physical',
    itemtext4: serial.toString(16).toUpperCase().padStart(32, 'A'),
    itemtext5: serial.toString(16).toUpperCase().padStart(32, 'B'),
    itemtext6: String(serial).padStart(8, '7'),
    item_location: 'Warehouse A',
    item_state: 'In Stock',
    ...fields,
  })
}

/** Makes a telephone number; answers the item. */
export async function buildNumber(
  client: Client,
  serial: number,
  fields: Fields = {},
): Promise<Fields & { inventory_id: number }> {
  return put(client, '/crm/inventory/', {
    item: 'Mobile Number',
    itemtext1: `447700${String(900000 + serial)}`,
    itemtext2: 'London',
    itemtext3: 'Mobile',
    item_state: 'In Stock',
    ...fields,
  })
}

async function put(client: Client, path: string, body: Fields): Promise<Fields & { inventory_id: number }> {
  const answer = await client.put(path, body)
  if (answer.status !== 200) throw new Error(`PUT ${path}: ${answer.text}`)
  return answer.body
}
