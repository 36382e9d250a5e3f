import type { Transaction } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { StatusBadge } from '../../../components/StatusBadge.tsx'

/** ✓ for a line that is on an invoice, – for one that is not, "Void" for a void one [TXN-04]. */
export function InvoicedMark({ line }: { line: Pick<Transaction, 'invoice_id' | 'void'> }) {
  const { t } = useTranslation()
  if (line.void) return <StatusBadge status="Void" label={t('billing:status.Void')} />
  const isInvoiced = line.invoice_id !== null
  const word = t(isInvoiced ? 'billing:filter.invoiced' : 'billing:filter.not_invoiced')
  return (
    <span role="img" aria-label={word} title={word} style={{ color: isInvoiced ? 'var(--good-ink)' : 'inherit' }}>
      {isInvoiced ? '✓' : '–'}
    </span>
  )
}
