import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type Role, roleEndpoints } from '@omnicrm/contract'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { RoleForm } from './RoleForm.tsx'

export const roleActions = [
  defineAction<Role>({
    id: 'role.edit',
    labelKey: 'administration:role.edit',
    icon: faPen,
    permission: 'admin',
    run: (role) => openDialog((close) => <RoleForm role={role} onClose={close} />),
  }),
  defineAction<Role>({
    id: 'role.delete',
    labelKey: 'administration:role.delete',
    icon: faTrash,
    permission: 'admin',
    isDangerous: true,
    visible: ({ built_in }) => !built_in,
    run: async (role, { t, goTo }) => {
      const isConfirmed = await confirm({
        title: t('administration:role.delete'),
        message: t('administration:role.delete_question', { count: role.user_count }),
        affected: [role.name],
        canUndo: false,
        confirmLabel: t('administration:role.delete'),
        run: async () => {
          await call(roleEndpoints.remove, { params: { role_id: role.id } })
          showSuccess(t('administration:role.deleted', { name: role.name }))
        },
      })
      if (!isConfirmed) return
      goTo('/roles')
      await markStale(['auth/roles', 'auth/users'])
    },
  }),
]
