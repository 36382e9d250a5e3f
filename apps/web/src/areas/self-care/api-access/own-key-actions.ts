import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type ApiKey, apiKeyEndpoints } from '@omnicrm/contract'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { showSuccess } from '../../../components/toasts.ts'

export const ownKeyActions = [
  defineAction<ApiKey>({
    id: 'own_api_key.delete',
    labelKey: 'administration:key.delete',
    icon: faTrash,
    isDangerous: true,
    run: async (key, { t }) => {
      await confirm({
        title: t('administration:key.delete'),
        message: t('administration:key.delete_question'),
        affected: [key.name],
        canUndo: false,
        confirmLabel: t('administration:key.delete'),
        run: async () => {
          await call(apiKeyEndpoints.removeOwn, { params: { api_key_id: key.api_key_id } })
          await markStale(['api-keys'])
          showSuccess(t('administration:key.deleted', { name: key.name }))
        },
      })
    },
  }),
]
