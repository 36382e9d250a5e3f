import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faRotate } from '@fortawesome/free-solid-svg-icons/faRotate'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type ApiKey, apiKeyEndpoints } from '@omnicrm/contract'
import { lazy } from 'react'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { showNewKey } from './show-new-key.tsx'

const ApiKeyForm = lazy(() => import('./ApiKeyForm.tsx'))

/** Opens the form for a new key, or for one that exists. */
export function openApiKeyForm(key?: ApiKey): void {
  openDialog((close) => <ApiKeyForm apiKey={key} onClose={close} />)
}

export const apiKeyActions = [
  defineAction<ApiKey>({
    id: 'api_key.edit',
    labelKey: 'administration:key.edit',
    icon: faPen,
    permission: 'manage_api_keys',
    run: (key) => openApiKeyForm(key),
  }),
  defineAction<ApiKey>({
    id: 'api_key.regenerate',
    labelKey: 'administration:key.regenerate',
    icon: faRotate,
    permission: 'manage_api_keys',
    isDangerous: true,
    run: async (key, { t }) => {
      await confirm({
        title: t('administration:key.regenerate'),
        message: t('administration:key.regenerate_question'),
        affected: [key.name],
        canUndo: false,
        confirmLabel: t('administration:key.regenerate'),
        run: async () => {
          const made = await call(apiKeyEndpoints.regenerate, { params: { api_key_id: key.api_key_id } })
          await markStale(['api-keys'])
          showNewKey(made.api_key, t)
        },
      })
    },
  }),
  defineAction<ApiKey>({
    id: 'api_key.delete',
    labelKey: 'administration:key.delete',
    icon: faTrash,
    permission: 'manage_api_keys',
    isDangerous: true,
    run: async (key, { t }) => {
      await confirm({
        title: t('administration:key.delete'),
        message: t('administration:key.delete_question'),
        affected: [key.name],
        canUndo: false,
        confirmLabel: t('administration:key.delete'),
        run: async () => {
          await call(apiKeyEndpoints.remove, { params: { api_key_id: key.api_key_id } })
          await markStale(['api-keys'])
          showSuccess(t('administration:key.deleted', { name: key.name }))
        },
      })
    },
  }),
]
