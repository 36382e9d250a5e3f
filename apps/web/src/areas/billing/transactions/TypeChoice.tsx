import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TransactionValues } from './transaction-form.ts'

type Type = TransactionValues['transaction_type']
type Props = { value: Type; onChange: (value: Type) => void }

/** Debit or credit. */
export function TypeChoice({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <SegmentedControl
      aria-label={t('billing:field.type')}
      fullWidth
      data={[
        { value: 'debit', label: t('billing:type.debit') },
        { value: 'credit', label: t('billing:type.credit') },
      ]}
      value={value}
      onChange={onChange}
    />
  )
}
