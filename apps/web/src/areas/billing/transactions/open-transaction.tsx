import type { Transaction } from '@omnicrm/contract'
import type { PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { TransactionForm } from './TransactionForm.tsx'

/** Opens the form over the page: a new line, of a customer that is fixed when given, or a line to change. */
export function openTransactionForm({ customer, line }: { customer?: PickedCustomer; line?: Transaction } = {}): void {
  openDialog((close) => <TransactionForm customer={customer} line={line} onClose={close} />)
}
