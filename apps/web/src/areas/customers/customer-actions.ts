import { faBoxArchive } from '@fortawesome/free-solid-svg-icons/faBoxArchive'
import { faFileInvoiceDollar } from '@fortawesome/free-solid-svg-icons/faFileInvoiceDollar'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faRotateLeft } from '@fortawesome/free-solid-svg-icons/faRotateLeft'
import type { Customer } from '@omnicrm/contract'
import { type Action, defineAction } from '../../actions/action.ts'

const isArchived = (customer: Customer) => customer.customer_status === 'Archived'

// their code comes when they are taken: this file is part of the first bundle
const load = () => import('./archive-customers.ts')

const editCustomer = defineAction<Customer>({
  id: 'customer.edit',
  labelKey: 'customers:action.edit',
  icon: faPen,
  permission: 'update_customer',
  run: async (customer) => (await import('./open-customer-form.tsx')).openCustomerForm(customer),
})

const openBilling = defineAction<Customer>({
  id: 'customer.billing',
  labelKey: 'customers:action.billing',
  icon: faFileInvoiceDollar,
  permission: ['view_customer_transaction', 'view_customer_invoice', 'view_customer_stripe_card'],
  shortcut: 'b',
  run: ({ customer_id }, { goTo }) => goTo(`/customers/${customer_id}#5`),
})

const archiveCustomer = defineAction<Customer>({
  id: 'customer.delete',
  labelKey: 'customers:action.delete',
  icon: faBoxArchive,
  permission: 'delete_customer',
  isDangerous: true,
  visible: (customer) => !isArchived(customer),
  run: async (customer, { t }) => (await load()).archiveOne(customer, t),
})

const restoreCustomer = defineAction<Customer>({
  id: 'customer.restore',
  labelKey: 'customers:action.restore',
  icon: faRotateLeft,
  permission: 'update_customer',
  visible: isArchived,
  run: async (customer, { t }) => (await load()).restoreOne(customer, t),
})

export const customerActions: readonly Action<Customer>[] = [
  editCustomer,
  openBilling,
  restoreCustomer,
  archiveCustomer,
]
