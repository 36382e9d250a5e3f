import type { Service } from '@omnicrm/contract'
import { lazy } from 'react'
import { openDialog } from '../../../components/dialog/dialogs.ts'

const ServiceForm = lazy(() => import('./ServiceForm.tsx'))

/** S27: the form of a service over the page. */
export function openServiceForm(service: Service): void {
  openDialog((close) => <ServiceForm service={service} onClose={close} />)
}
