import { ADMIN, PRODUCT_URL } from './product.ts'

/** What the clerk finds in the morning: one customer, one plan, a few SIM cards and numbers. */
export type Shop = { customerId: number; productId: number; customerName: string; sims: string[]; numbers: string[] }

export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>

export async function signInToApi(): Promise<Call> {
  const send = async (token: string, method: string, path: string, body?: unknown): Promise<Response> => {
    const answer = await fetch(PRODUCT_URL + path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const { token } = (await (await send('', 'POST', '/crm/auth/login', ADMIN)).json()) as { token: string }
  return async <T>(method: string, path: string, body?: unknown) =>
    (await (await send(token, method, path, body)).json()) as T
}

/** Makes a shop of its own for a test; `mark` keeps its names apart from those of other tests. */
export async function arrangeShop(call: Call, mark: string): Promise<Shop> {
  await ensureTemplate(call, 'SIM Card', ['ICCID', 'IMSI', 'SIM Type', 'Ki', 'OPc'])
  await ensureTemplate(call, 'Mobile Number', ['MSISDN', 'Region', 'Number Type'])
  const unique = String(Date.now()).slice(-7)
  const sims = [1, 2, 3].map((n) => `89445380${unique}000${n}`)
  const numbers = [1, 2, 3].map((n) => `+44 7700 9${unique.slice(-4)}${n}`)
  for (const [position, iccid] of sims.entries()) {
    await call('PUT', '/crm/inventory/', {
      item: 'SIM Card',
      itemtext1: iccid,
      itemtext2: `23415${unique}00${position}`,
      itemtext4: '465B5CE8B199B49FAA5F0A2EE238A6BC',
      itemtext5: 'E8ED289DEBA952E4283B54E88E6183CA',
    })
  }
  for (const msisdn of numbers)
    await call('PUT', '/crm/inventory/', { item: 'Mobile Number', itemtext1: msisdn, itemtext2: 'UK' })
  const product = await call<{ product_id: number }>('PUT', '/crm/product/', {
    product_name: `Mobile 20GB ${mark}`,
    product_slug: `prepaid-mobile-20gb-${unique}`,
    category: 'standalone',
    service_type: 'mobile',
    retail_cost: 15,
    wholesale_cost: 5,
    wholesale_setup_cost: 1,
    contract_days: 30,
    residential: true,
    auto_renew: 'prompt',
    terms: 'Renews every 30 days until cancelled.',
    features_list: '20 GB of data. Unlimited calls. Unlimited SMS',
    inventory_items_list: "['SIM Card', 'Mobile Number']",
    provisioning_play: 'play_local_mobile_sim',
    provisioning_json_vars: '{"days": 30, "data_gb": 20, "voice_minutes": "unlimited", "sms_count": "unlimited"}',
  })
  const customerName = `John Smith ${mark}`
  const customer = await call<{ customer_id: number }>('PUT', '/crm/customer/', {
    customer_name: customerName,
    contacts: [
      {
        contact_firstname: 'John',
        contact_lastname: 'Smith',
        contact_email: `john.${unique}@example.com`,
        contact_phone: `+44 20 ${unique}`,
        contact_types: 'Primary,Billing',
      },
    ],
    sites: [
      { site_name: 'Home', address_line_1: '14 Station Road', city: 'London', latitude: 51.5074, longitude: -0.1278 },
    ],
  })
  return { customerId: customer.customer_id, productId: product.product_id, customerName, sims, numbers }
}

async function ensureTemplate(call: Call, item: string, labels: string[]): Promise<void> {
  const known = await call<{ item: string }[]>('GET', '/crm/inventory/item_template/')
  if (known.some((template) => template.item === item)) return
  const texts = Object.fromEntries(labels.map((label, position) => [`itemtext${position + 1}_label`, label]))
  await call('PUT', '/crm/inventory/item_template', { item, wholesale_cost: 1, retail_cost: 0, ...texts })
}
