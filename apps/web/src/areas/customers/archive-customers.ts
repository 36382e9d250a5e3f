import { type Customer, customerEndpoints } from '@omnicrm/contract'
import type { ActionTools } from '../../actions/action.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { confirm } from '../../components/dialog/confirm.tsx'
import { showFailure, showSuccess } from '../../components/toasts.ts'

type Translate = ActionTools['t']

/** Asks, then archives; what stands in the way is named in the dialog. */
export async function archiveOne(customer: Customer, t: Translate): Promise<void> {
  await confirm({
    title: t('customers:delete.title'),
    message: t('customers:delete.message', { count: 1 }),
    affected: [nameOf(customer)],
    canUndo: true,
    confirmLabel: t('customers:action.delete'),
    run: async () => {
      await call(customerEndpoints.remove, { params: { customer_id: customer.customer_id } })
      await markStale(['customer'])
      showSuccess(t('customers:deleted', { count: 1 }))
    },
  })
}

/** Asks, then archives all that can be; the others are named with what stands in their way. */
export async function archiveMany(customers: readonly Customer[], t: Translate): Promise<void> {
  await confirm({
    title: t('customers:delete.title_many', { count: customers.length }),
    message: t('customers:delete.message', { count: customers.length }),
    affected: customers.map(nameOf),
    canUndo: true,
    confirmLabel: t('customers:action.delete'),
    run: async () => {
      const body = { customer_ids: customers.map(({ customer_id }) => customer_id) }
      const { results } = await call(customerEndpoints.removeMany, { body })
      await markStale(['customer'])
      const refused = results.filter(({ result }) => result === 'failed')
      const done = results.length - refused.length
      if (done > 0) showSuccess(t('customers:deleted', { count: done }))
      if (refused.length > 0) showFailure(refused.map(({ id, message }) => message ?? String(id)).join('\n'))
    },
  })
}

/** Brings an archived customer back as Open. */
export async function restoreOne(customer: Customer, t: Translate): Promise<void> {
  await call(customerEndpoints.restore, { params: { customer_id: customer.customer_id } })
  await markStale(['customer'])
  showSuccess(t('customers:restored', { name: customer.customer_name }))
}

function nameOf({ customer_name: name, customer_id: id }: Customer): string {
  return `${name} (${id})`
}
