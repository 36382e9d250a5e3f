import { faBan } from '@fortawesome/free-solid-svg-icons/faBan'
import { faChartColumn } from '@fortawesome/free-solid-svg-icons/faChartColumn'
import { faEye } from '@fortawesome/free-solid-svg-icons/faEye'
import { faPause } from '@fortawesome/free-solid-svg-icons/faPause'
import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faPlay } from '@fortawesome/free-solid-svg-icons/faPlay'
import { faPuzzlePiece } from '@fortawesome/free-solid-svg-icons/faPuzzlePiece'
import { faRotateLeft } from '@fortawesome/free-solid-svg-icons/faRotateLeft'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { type Service, serviceEndpoints } from '@omnicrm/contract'
import { type ActionTools, defineAction } from '../../actions/action.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { confirm } from '../../components/dialog/confirm.tsx'
import { showSuccess } from '../../components/toasts.ts'
import { openProgress } from '../provisioning/open-progress.tsx'
import { openServiceForm } from './edit/open-service-form.tsx'
import { openUsage } from './usage/open-usage.tsx'

/** What else changes with a service. */
const CHANGED = ['service', 'customer', 'inventory', 'provision', 'oam']

/** Name of a service where it is spoken of. */
export function nameOf({ service_name, service_uuid }: Pick<Service, 'service_name' | 'service_uuid'>): string {
  return service_name ?? service_uuid
}

/** Name and ID, where it must be told from others of the same name. */
export function labelOf(service: Service, t: ActionTools['t']): string {
  return t('common:named_with_id', { name: nameOf(service), id: service.service_id })
}

const hasStatus =
  (...statuses: string[]) =>
  ({ service_status }: Service) =>
    statuses.includes(service_status)

async function setStatus(service: Service, service_status: 'Active' | 'Suspended', message: string): Promise<void> {
  await call(serviceEndpoints.update, { params: { service_id: service.service_id }, body: { service_status } })
  await markStale(CHANGED)
  showSuccess(message)
}

export const viewService = defineAction<Service>({
  id: 'service.view',
  labelKey: 'services:action.view',
  icon: faEye,
  permission: 'view_customer_service',
  run: ({ service_id }, { goTo }) => goTo(`/services/${service_id}`),
})

export const editService = defineAction<Service>({
  id: 'service.edit',
  labelKey: 'services:action.edit',
  icon: faPen,
  permission: 'update_customer_service',
  shortcut: 'e',
  run: openServiceForm,
})

export const viewAddons = defineAction<Service>({
  id: 'service.addons',
  labelKey: 'services:action.addons',
  icon: faPuzzlePiece,
  permission: 'view_product',
  run: ({ service_id }, { goTo }) => goTo(`/services/${service_id}#5`),
})

export const viewUsage = defineAction<Service>({
  id: 'service.usage',
  labelKey: 'services:action.usage',
  icon: faChartColumn,
  permission: 'view_customer_service',
  run: (service) => openUsage(service),
})

export const suspendService = defineAction<Service>({
  id: 'service.suspend',
  labelKey: 'services:action.suspend',
  icon: faPause,
  permission: 'update_customer_service',
  visible: hasStatus('Active'),
  run: async (service, { t }) => {
    await confirm({
      title: t('services:suspend.title'),
      message: t('services:suspend.message'),
      affected: [labelOf(service, t)],
      canUndo: true,
      confirmLabel: t('services:action.suspend'),
      run: () => setStatus(service, 'Suspended', t('services:suspend.done', { name: nameOf(service) })),
    })
  },
})

export const resumeService = defineAction<Service>({
  id: 'service.resume',
  labelKey: 'services:action.resume',
  icon: faPlay,
  permission: 'update_customer_service',
  visible: hasStatus('Suspended'),
  run: (service, { t }) => setStatus(service, 'Active', t('services:resumed', { name: nameOf(service) })),
})

export const cancelService = defineAction<Service>({
  id: 'service.cancel',
  labelKey: 'services:action.cancel',
  icon: faBan,
  permission: 'update_customer_service',
  isDangerous: true,
  visible: hasStatus('Active', 'Suspended'),
  run: async (service, { t }) => {
    await confirm({
      title: t('services:cancel.title'),
      message: t('services:cancel.message'),
      affected: [labelOf(service, t)],
      canUndo: false,
      confirmLabel: t('services:action.cancel'),
      run: () => cancel(service, t),
    })
  },
})

/** Ends at once by a job, which then shows, or after the grace period. */
async function cancel(service: Service, t: ActionTools['t']): Promise<void> {
  const answer = await call(serviceEndpoints.cancel, { params: { service_id: service.service_id } })
  await markStale(CHANGED)
  const doneText = t('services:cancel.ended', { name: nameOf(service) })
  if ('provision_id' in answer) openProgress(answer.provision_id, { doneText })
  else showSuccess(t('services:cancel.done', { name: nameOf(service) }))
}

export const keepService = defineAction<Service>({
  id: 'service.keep',
  labelKey: 'services:action.keep',
  icon: faRotateLeft,
  permission: 'update_customer_service',
  visible: hasStatus('Pending Cancellation'),
  run: async (service, { t }) => {
    await call(serviceEndpoints.undoCancel, { params: { service_id: service.service_id } })
    await markStale(CHANGED)
    showSuccess(t('services:kept', { name: nameOf(service) }))
  },
})

export const deleteService = defineAction<Service>({
  id: 'service.delete',
  labelKey: 'services:action.delete',
  icon: faTrash,
  permission: 'delete_customer_service',
  isDangerous: true,
  visible: ({ service_status }) => !['Inactive', 'Cancelled', 'Deactivated', 'Expired'].includes(service_status),
  run: async (service, { t }) => {
    await confirm({
      title: t('services:delete.title'),
      message: t('services:delete.message'),
      affected: [labelOf(service, t)],
      canUndo: false,
      confirmLabel: t('services:action.delete'),
      run: async () => {
        await call(serviceEndpoints.remove, { params: { service_id: service.service_id } })
        await markStale(CHANGED)
        showSuccess(t('services:delete.done', { name: nameOf(service) }))
      },
    })
  },
})
