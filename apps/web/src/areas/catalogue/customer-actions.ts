import { faCartPlus } from '@fortawesome/free-solid-svg-icons/faCartPlus'
import type { Customer } from '@omnicrm/contract'
import { type Action, defineAction } from '../../actions/action.ts'

export const customerActions: readonly Action<Customer>[] = [
  defineAction<Customer>({
    id: 'assign-plan',
    labelKey: 'catalogue:action.assign_plan',
    icon: faCartPlus,
    permission: 'create_provision',
    shortcut: 'p',
    visible: ({ customer_status }) => customer_status !== 'Archived' && customer_status !== 'Closed',
    run: ({ customer_id }, { goTo }) => goTo(`/assign-plan?customer_id=${customer_id}`),
  }),
]
