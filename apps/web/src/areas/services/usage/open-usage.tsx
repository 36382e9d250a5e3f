import type { Service } from '@omnicrm/contract'
import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const UsageModal = lazy(() => import('./UsageModal.tsx'))

/** Shows the usage of a service over the page. */
export function openUsage(service: Pick<Service, 'service_id' | 'service_name' | 'service_uuid'>): void {
  openDialog((close) => <UsageModal service={service} onClose={close} />)
}
