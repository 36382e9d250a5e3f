import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faUserGear } from '@fortawesome/free-solid-svg-icons/faUserGear'
import { type Action, defineAction } from '../../actions/action.ts'
import { openChangePassword } from './settings/open-change-password.tsx'

/** What everybody may do with the own account; the user menu shows the same. */
export const actions: readonly Action[] = [
  defineAction({
    id: 'account.settings',
    labelKey: 'account:menu.settings',
    icon: faUserGear,
    run: (_, { goTo }) => goTo('/settings'),
  }),
  defineAction({
    id: 'account.change_password',
    labelKey: 'account:menu.change_password',
    icon: faKey,
    run: () => openChangePassword(),
  }),
]
