import type { FakeOperator } from './fake-operator.ts'
import { seedMobileOrder } from './mobile-order.ts'

/** John's mobile service 1234 with 20 GB and 1.00 credit, his default card, and a product that is added to it. */
export function seedMobileService(operator: FakeOperator, product: Record<string, unknown> = {}) {
  seedMobileOrder(operator)
  operator.products.set(43, {
    product_id: 43,
    product_slug: 'data-boost-5gb',
    product_name: '5GB Data Boost',
    category: 'addon',
    retail_cost: 5,
    wholesale_cost: 1.5,
    contract_days: 30,
    auto_renew: 'prompt',
    ...product,
  })
  operator.services.set(1234, {
    service_id: 1234,
    customer_id: 123,
    product_id: 42,
    service_uuid: 'Local_Mobile_SIM_a3f2c1d8',
    service_name: 'Mobile - +44 7700 900123',
    service_status: 'Active',
    service_deactivate_date: '2025-02-09T10:00:00.000Z',
  })
  for (const item of operator.inventory.values())
    Object.assign(item, { customer_id: 123, service_id: 1234, item_state: 'Assigned' })
  operator.accounts.set('Local_Mobile_SIM_a3f2c1d8', {
    disabled: false,
    balances: [
      { Uuid: 'monthly', type: '*data', ID: 'DATA_20GB_Monthly', Value: 2147483648, Weight: 10 },
      { Uuid: 'credit', type: '*monetary', ID: 'Credit', Value: 100, Weight: 10 },
    ],
  })
  operator.payments.cards.push(
    { customer_id: 123, customer_stripe_id: 8, default_payment_method: false },
    { customer_id: 123, customer_stripe_id: 9, default_payment_method: true },
  )
  return { product_id: 43, customer_id: 123, service_id: 1234, access_token: 'job-token' }
}

/** What a top-up may change of that service. */
export function stateOfService(operator: FakeOperator) {
  const [service] = operator.services.values()
  return {
    balances: [...operator.accounts.values()].flatMap(({ balances }) =>
      balances.map(({ type, ID, Value }) => ({ type, ID, Value })),
    ),
    plans: [...operator.plans.keys()],
    charges: [...operator.transactions.values()].filter((line) => line.void !== true),
    service: { ends: service?.service_deactivate_date, status: service?.service_status },
    items: [...operator.inventory.values()].map((item) => ({ ...item })),
  }
}
