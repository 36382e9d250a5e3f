import type { Invoice, Transaction } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText, Money } from '../../components/figures.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { useFormats } from '../../format/use-formats.ts'

/** Paid, Unpaid, Refunded or Void as a badge. */
export function InvoiceStatus({ status }: Pick<Invoice, 'status'>) {
  const { t } = useTranslation()
  return <StatusBadge status={status} label={t(`billing:status.${status}`)} />
}

/** The days that an invoice bills; "N/A" for a one-time invoice. */
export function Period({ start_date: start, end_date: end }: Pick<Invoice, 'start_date' | 'end_date'>) {
  const { t } = useTranslation()
  if (!start || !end) return <span>{t('billing:not_applicable')}</span>
  return (
    <span>
      <DateText value={start} />
      {' – '}
      <DateText value={end} />
    </span>
  )
}

/** "£5.00 (10%)", or a dash for none [TXN-14]. */
export function TaxText({ tax_amount, tax_percentage }: Pick<Transaction, 'tax_amount' | 'tax_percentage'>) {
  const { number } = useFormats()
  if (tax_amount === 0) return <span>{'-'}</span>
  return (
    <span className="numeric">
      <Money amount={tax_amount} />
      {` (${number(tax_percentage)}%)`}
    </span>
  )
}
