import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { type Action, defineAction } from '../../actions/action.ts'

export const addCustomer = defineAction({
  id: 'customer.add',
  labelKey: 'customers:action.add',
  icon: faUserPlus,
  permission: 'create_customer',
  shortcut: 'n',
  // the form comes with its first opening
  run: async () => (await import('./open-customer-form.tsx')).openCustomerForm(),
})

export const actions: readonly Action[] = [addCustomer]
