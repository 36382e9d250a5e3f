import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faUserGear } from '@fortawesome/free-solid-svg-icons/faUserGear'
import { faUserSecret } from '@fortawesome/free-solid-svg-icons/faUserSecret'
import { type Action, defineAction } from '../../actions/action.ts'
import { leaveImpersonation } from './impersonation/leave-impersonation.ts'
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

/** What staff may do with the account of a user they act as: leave it. */
export const impersonationActions: readonly Action[] = [
  defineAction({
    id: 'account.stop_impersonation',
    labelKey: 'account:menu.stop_impersonation',
    icon: faUserSecret,
    run: leaveImpersonation,
  }),
]
