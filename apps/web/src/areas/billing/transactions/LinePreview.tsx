import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Money } from '../../../components/figures.tsx'
import { TaxText } from '../BillingWords.tsx'
import classes from './LinePreview.module.css'
import type { LinePreview as Preview } from './transaction-form.ts'

type Props = { preview: Preview | undefined; isTaxable: boolean }

/** What will be booked, following the fields. */
export function LinePreview({ preview, isTaxable }: Props) {
  const { t } = useTranslation()
  const tax = { tax_amount: Number(preview?.tax ?? 0), tax_percentage: Number(preview?.percent ?? 0) }
  return (
    <output className={classes.preview}>
      <Figure label={t('billing:field.amount')}>
        <Money amount={preview?.retail} />
      </Figure>
      <Figure label={t('billing:field.tax')}>
        {isTaxable ? <TaxText {...tax} /> : t('billing:transaction.tax_free')}
      </Figure>
      <Figure label={t('billing:field.total')}>
        <strong>
          <Money amount={preview?.total} />
        </strong>
      </Figure>
    </output>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span>
      <span className={classes.label}>{label}</span> {children}
    </span>
  )
}
