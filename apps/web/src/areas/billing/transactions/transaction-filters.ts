import type { TransactionListed } from '@omnicrm/contract'
import type { ChoiceFilter } from '../../../components/table/types.ts'

/** Without a choice the server leaves void rows out, so "All" asks for both kinds [TXN-07]. */
export const transactionFilters: readonly ChoiceFilter<TransactionListed>[] = [
  {
    kind: 'select',
    id: 'void',
    labelKey: 'billing:filter.void',
    options: [
      { value: 'all', labelKey: 'billing:filter.all' },
      { value: true, labelKey: 'billing:filter.is_void' },
      { value: false, labelKey: 'billing:filter.not_void' },
    ],
    toValues: (values) => (values.includes('all') ? [true, false] : values),
  },
  {
    kind: 'select',
    id: 'invoiced',
    labelKey: 'billing:filter.invoice',
    options: [
      { value: 'all', labelKey: 'billing:filter.all' },
      { value: true, labelKey: 'billing:filter.invoiced' },
      { value: false, labelKey: 'billing:filter.not_invoiced' },
    ],
    toValues: (values) => values.filter((value) => value !== 'all'),
  },
]
