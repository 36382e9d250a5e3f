import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { ActionButton } from '../ActionButton.tsx'
import { addTransaction } from '../actions.ts'
import { TransactionTable } from './TransactionTable.tsx'
import { TransactionWidgets } from './TransactionWidgets.tsx'

export default function TransactionList() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('billing:nav.transactions')}>
        <ActionButton action={addTransaction} subject={undefined} />
      </PageHeader>
      <TransactionWidgets />
      <TransactionTable />
    </>
  )
}
