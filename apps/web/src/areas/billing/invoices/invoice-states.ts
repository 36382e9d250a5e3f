import type { Invoice } from '@omnicrm/contract'

type State = Pick<Invoice, 'status'>

/** Unpaid invoices are paid and voided; paid, refunded and void ones are not (S33, table of states). */
export const isOpen = ({ status }: State) => status === 'Unpaid'

/** Of a void invoice only the PDF is left, marked VOID. */
export const isVoid = ({ status }: State) => status === 'Void'

/** Change against the month before for a widget: no change when both are nothing, none to tell when only that one was. */
export function changeOf({ sum, change_percent }: { sum: number; change_percent: number | null }): number | undefined {
  return change_percent ?? (sum === 0 ? 0 : undefined)
}
