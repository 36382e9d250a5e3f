import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { type Action, defineAction } from '../../actions/action.ts'

export const actions: readonly Action[] = [
  defineAction({
    id: 'search.open',
    labelKey: 'search:action.open',
    icon: faMagnifyingGlass,
    permission: 'view_customer',
    shortcut: '/',
    run: (_, { goTo }) => goTo('/search'),
  }),
]
