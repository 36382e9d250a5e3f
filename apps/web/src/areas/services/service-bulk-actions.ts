import { faPause } from '@fortawesome/free-solid-svg-icons/faPause'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type Service, serviceEndpoints } from '@omnicrm/contract'
import type { ActionTools, BulkAction } from '../../actions/action.ts'
import { reasonOf } from '../../api/api-error.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { confirm } from '../../components/dialog/confirm.tsx'
import { showFailure, showSuccess } from '../../components/toasts.ts'
import { labelOf } from './service-actions.ts'

const CHANGED = ['service', 'customer', 'inventory', 'oam']

type Outcome = { service: Service; failure?: string }

/** Suspends the ticked services that are active; each one answers for itself. */
export const suspendServices: BulkAction<Service> = {
  id: 'services.suspend',
  labelKey: 'services:action.suspend_selected',
  icon: faPause,
  permission: 'update_customer_service',
  run: async (ticked, { t }) => {
    const active = ticked.filter(({ service_status }) => service_status === 'Active')
    if (active.length === 0) return showFailure(t('services:suspend.none_active'))
    await confirm({
      title: t('services:suspend.title'),
      message: t('services:suspend.message'),
      affected: active.map((service) => labelOf(service, t)),
      canUndo: true,
      confirmLabel: t('services:action.suspend_selected'),
      run: async () => {
        const outcomes: Outcome[] = []
        for (const service of active) outcomes.push({ service, failure: await suspend(service, t) })
        await report(outcomes, { t, success: t('services:suspend.done_many', { count: succeeded(outcomes) }) })
      },
    })
  },
}

/** Ends the ticked services. */
export const deleteServices: BulkAction<Service> = {
  id: 'services.delete',
  labelKey: 'services:action.delete_selected',
  icon: faTrash,
  permission: 'delete_customer_service',
  isDangerous: true,
  run: async (ticked, { t }) => {
    await confirm({
      title: t('services:delete.title_many', { count: ticked.length }),
      message: t('services:delete.message'),
      affected: ticked.map((service) => labelOf(service, t)),
      canUndo: false,
      confirmLabel: t('services:action.delete_selected'),
      run: async () => {
        const { results } = await call(serviceEndpoints.removeMany, {
          body: { service_ids: ticked.map(({ service_id }) => service_id) },
        })
        const outcomes = ticked.map((service): Outcome => {
          const answer = results.find(({ id }) => id === service.service_id)
          return {
            service,
            failure: answer?.result === 'success' ? undefined : (answer?.message ?? t('services:failed')),
          }
        })
        await report(outcomes, { t, success: t('services:delete.done_many', { count: succeeded(outcomes) }) })
      },
    })
  },
}

async function suspend({ service_id }: Service, t: ActionTools['t']): Promise<string | undefined> {
  try {
    await call(serviceEndpoints.update, { params: { service_id }, body: { service_status: 'Suspended' } })
    return undefined
  } catch (thrown) {
    return reasonOf(thrown, t)
  }
}

function succeeded(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ failure }) => failure === undefined).length
}

type Words = { t: ActionTools['t']; success: string }

/** One green message for those that went well, a red one for each that did not. */
async function report(outcomes: readonly Outcome[], { t, success }: Words): Promise<void> {
  await markStale(CHANGED)
  if (succeeded(outcomes) > 0) showSuccess(success)
  for (const { service, failure } of outcomes)
    if (failure !== undefined) showFailure(`${labelOf(service, t)}: ${failure}`)
}
