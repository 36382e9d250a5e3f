import type { PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { GenerateInvoice } from './GenerateInvoice.tsx'
import { InvoiceRun } from './InvoiceRun.tsx'
import { RunResult } from './RunResult.tsx'

/** Opens "Generate Proforma Invoice", with the customer fixed when given. */
export function openGenerate(customer?: PickedCustomer): void {
  openDialog((close) => <GenerateInvoice customer={customer} onClose={close} />)
}

/** Opens "Invoice several customers"; its result shows afterwards. */
export function openInvoiceRun(): void {
  openDialog((close) => (
    <InvoiceRun
      onDone={(result) => openDialog((closeResult) => <RunResult result={result} onClose={closeResult} />)}
      onClose={close}
    />
  ))
}
