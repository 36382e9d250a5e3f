import type { FakeOperator } from './fake-operator.ts'

/** John, his product, SIM and number of the workflows, and the variables of his order. */
export function seedMobileOrder(operator: FakeOperator) {
  operator.products.set(42, {
    product_id: 42,
    product_slug: 'prepaid-mobile-20gb',
    product_name: 'Mobile 20GB',
    comment: 'Prepaid mobile SIM',
    retail_cost: 15,
    wholesale_cost: 5,
    retail_setup_cost: 0,
    wholesale_setup_cost: 1,
    contract_days: 30,
    auto_renew: 'prompt',
    icon: 'fa-solid fa-sim-card',
    service_type: 'mobile',
    provisioning_play: 'play_local_mobile_sim',
    provisioning_json_vars: '{"days": 30, "data_gb": 20, "voice_minutes": "unlimited", "sms_count": "unlimited"}',
  })
  operator.customers.set(123, {
    customer_id: 123,
    customer_name: 'John Smith',
    contacts: [
      {
        contact_firstname: 'John',
        contact_lastname: 'Smith',
        contact_email: 'john@example.com',
        contact_phone: '+44 7700 900111',
      },
    ],
  })
  const free = { customer_id: null, service_id: null, item_state: 'New' }
  operator.inventory.set(5001, {
    inventory_id: 5001,
    item: 'SIM Card',
    itemtext1: '8944538000000000001',
    itemtext2: '234150000000001',
    iccid: '8944538000000000001',
    imsi: '234150000000001',
    ki: '465B5CE8B199B49FAA5F0A2EE238A6BC',
    opc: 'E8ED289DEBA952E4283B54E88E6183CA',
    ...free,
  })
  operator.inventory.set(5002, {
    inventory_id: 5002,
    item: 'Mobile Number',
    itemtext1: '+44 7700 900123',
    msisdn: '+44 7700 900123',
    ...free,
  })
  return {
    days: 30,
    data_gb: 20,
    voice_minutes: 'unlimited',
    sms_count: 'unlimited',
    product_id: 42,
    customer_id: 123,
    'SIM Card': 5001,
    'Mobile Number': 5002,
    auto_renew: true,
    access_token: 'job-token',
    initiating_user: 7,
  }
}
