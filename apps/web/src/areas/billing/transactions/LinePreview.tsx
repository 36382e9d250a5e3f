import { useTranslation } from 'react-i18next'
import { Money } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { TaxText } from '../BillingWords.tsx'
import type { LinePreview as Preview } from './transaction-form.ts'

type Props = { preview: Preview | undefined; isTaxable: boolean }

/** What will be booked, following the fields. */
export function LinePreview({ preview, isTaxable }: Props) {
  const { t } = useTranslation()
  const tax = { tax_amount: Number(preview?.tax ?? 0), tax_percentage: Number(preview?.percent ?? 0) }
  return (
    <output>
      <KeyValueList
        items={[
          { label: t('billing:field.amount'), value: <Money amount={preview?.retail} /> },
          {
            label: t('billing:field.tax'),
            value: isTaxable ? <TaxText {...tax} /> : t('billing:transaction.tax_free'),
          },
          { label: t('billing:field.total'), value: <Money amount={preview?.total} /> },
        ]}
      />
    </output>
  )
}
