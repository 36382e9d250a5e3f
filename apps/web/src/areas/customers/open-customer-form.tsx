import type { Customer } from '@omnicrm/contract'
import { openDialog } from '../../components/dialog/dialogs.ts'
import { CustomerForm } from './CustomerForm.tsx'

/** Opens the form over the page, for a new customer when none is given. */
export function openCustomerForm(customer?: Customer): void {
  openDialog((close) => <CustomerForm customer={customer} onClose={close} />)
}
