import { faCartPlus } from '@fortawesome/free-solid-svg-icons/faCartPlus'
import { faUsersRectangle } from '@fortawesome/free-solid-svg-icons/faUsersRectangle'
import { type Action, defineAction } from '../../actions/action.ts'

export const actions: readonly Action[] = [
  defineAction({
    id: 'order.start',
    labelKey: 'catalogue:action.order',
    icon: faCartPlus,
    permission: 'create_provision',
    run: (_, { goTo }) => goTo('/assign-plan'),
  }),
  defineAction({
    id: 'order.start-many',
    labelKey: 'catalogue:action.assign_many',
    icon: faUsersRectangle,
    permission: 'create_provision',
    run: (_, { goTo }) => goTo('/assign-many'),
  }),
]
