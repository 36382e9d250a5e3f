import { faEnvelope } from '@fortawesome/free-solid-svg-icons/faEnvelope'
import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faShieldHalved } from '@fortawesome/free-solid-svg-icons/faShieldHalved'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { faTrashArrowUp } from '@fortawesome/free-solid-svg-icons/faTrashArrowUp'
import { twoFactorEndpoints, type User, userEndpoints } from '@omnicrm/contract'
import { type ActionTools, defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { SecretDialog } from '../SecretDialog.tsx'
import { openUserForm } from './open-user-form.tsx'

/** Name and address: what a confirmation calls a user. */
export function nameOfUser({ first_name, last_name, email }: Pick<User, 'first_name' | 'last_name' | 'email'>): string {
  return `${first_name} ${last_name} (${email})`.trim()
}

export const userActions = [
  defineAction<User>({
    id: 'user.edit',
    labelKey: 'administration:user.edit',
    icon: faPen,
    permission: 'admin',
    visible: ({ deleted }) => !deleted,
    run: (user) => openUserForm(user),
  }),
  defineAction<User>({
    id: 'user.reset_password',
    labelKey: 'administration:user.reset_password',
    icon: faKey,
    permission: 'admin',
    visible: ({ deleted }) => !deleted,
    run: (user, { t }) => resetPassword(user, t),
  }),
  defineAction<User>({
    id: 'user.reset_2fa',
    labelKey: 'administration:user.reset_2fa',
    icon: faShieldHalved,
    permission: 'admin',
    isDangerous: true,
    visible: ({ is_2fa_enabled, deleted }) => is_2fa_enabled && !deleted,
    run: (user, { t }) => resetSecondFactor(user, t),
  }),
  defineAction<User>({
    id: 'user.send_welcome',
    labelKey: 'administration:user.welcome',
    icon: faEnvelope,
    permission: 'admin',
    visible: ({ login_count, deleted }) => login_count === 0 && !deleted,
    run: (user, { t }) => sendWelcome(user, t),
  }),
  defineAction<User>({
    id: 'user.delete',
    labelKey: 'administration:user.delete',
    icon: faTrash,
    permission: 'admin',
    isDangerous: true,
    visible: ({ deleted }) => !deleted,
    run: (user, { t }) => deleteUser(user, t),
  }),
  defineAction<User>({
    id: 'user.restore',
    labelKey: 'administration:user.restore',
    icon: faTrashArrowUp,
    permission: 'admin',
    visible: ({ deleted }) => deleted,
    run: async (user, { t }) => {
      await call(userEndpoints.update, { params: { user_id: user.id }, body: { deleted: false } })
      await markStale(['auth/users', 'auth/roles'])
      showSuccess(t('administration:user.restored', { name: nameOfUser(user) }))
    },
  }),
]

type Translate = ActionTools['t']

async function resetPassword(user: User, t: Translate): Promise<void> {
  await confirm({
    title: t('administration:user.reset_password'),
    message: t('administration:user.reset_password_question'),
    affected: [nameOfUser(user)],
    canUndo: false,
    confirmLabel: t('administration:user.reset_password'),
    run: async () => {
      const answer = await call(userEndpoints.resetPassword, { params: { user_id: user.id }, body: {} })
      await markStale(['auth/users'])
      const secret = answer.temporary_password
      if (!secret) return
      openDialog((close) => (
        <SecretDialog
          title={t('administration:user.temporary_title')}
          warning={t('administration:user.temporary_warning', { name: nameOfUser(user) })}
          label={t('administration:user.temporary_password')}
          secret={secret}
          onClose={close}
        />
      ))
    },
  })
}

async function sendWelcome(user: User, t: Translate): Promise<void> {
  await confirm({
    title: t('administration:user.welcome'),
    message: t('administration:user.welcome_question'),
    affected: [nameOfUser(user)],
    canUndo: false,
    isDangerous: false,
    confirmLabel: t('administration:user.welcome_send'),
    run: async () => {
      const { message } = await call(userEndpoints.sendWelcome, { params: { user_id: user.id } })
      await markStale(['auth/users', 'communication'])
      showSuccess(message)
    },
  })
}

async function resetSecondFactor(user: User, t: Translate): Promise<void> {
  await confirm({
    title: t('administration:user.reset_2fa'),
    message: t('administration:user.reset_2fa_question'),
    affected: [nameOfUser(user)],
    canUndo: false,
    confirmLabel: t('administration:user.reset_2fa'),
    run: async () => {
      const { message } = await call(twoFactorEndpoints.disable, { params: { user_id: user.id } })
      await markStale(['auth/users'])
      showSuccess(message)
    },
  })
}

async function deleteUser(user: User, t: Translate): Promise<void> {
  await confirm({
    title: t('administration:user.delete'),
    message: t('administration:user.delete_question'),
    affected: [nameOfUser(user)],
    canUndo: true,
    confirmLabel: t('administration:user.delete'),
    run: async () => {
      await call(userEndpoints.remove, { params: { user_id: user.id } })
      await markStale(['auth/users', 'auth/roles'])
      showSuccess(t('administration:user.deleted', { name: nameOfUser(user) }))
    },
  })
}
