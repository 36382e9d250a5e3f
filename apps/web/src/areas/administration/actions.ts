import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { type Action, defineAction } from '../../actions/action.ts'
import { openUserForm } from './users/open-user-form.tsx'

export const actions: readonly Action[] = [
  defineAction({
    id: 'user.add',
    labelKey: 'administration:user.add',
    icon: faUserPlus,
    permission: 'admin',
    run: () => openUserForm(),
  }),
]
