import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { Alert, Button, Stack } from '@mantine/core'
import { apiKeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { NoAccess } from '../../../app/NoAccess.tsx'
import { useSession } from '../../../app/session.ts'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { useOwnCustomer, useOwnCustomerId } from '../use-own-customer.ts'
import OwnKeyForm from './OwnKeyForm.tsx'
import { ownKeyActions } from './own-key-actions.ts'
import { ownKeyColumns } from './own-key-columns.tsx'

/** Keys by which the customer's own programs read its data (KEY-25). Business customers make them; others ask us. */
export default function ApiAccess() {
  const { t } = useTranslation()
  const session = useSession()
  const customerId = useOwnCustomerId()
  const customer = useOwnCustomer().data
  const keys = useRead(apiKeyEndpoints.listOwn, {}, { enabled: customerId !== undefined })
  if (customerId === undefined) return <NoAccess />
  const isBusiness = customer?.customer_account_type === 'Business'
  // a key outlives the visit of whoever makes it, so staff do not make one in the customer's name
  const isVisitor = session?.impersonatedBy !== undefined
  return (
    <>
      <PageHeader title={t('selfcare:nav.api_access')} note={t('selfcare:key.note')}>
        {isBusiness && !isVisitor && (
          <Button
            leftSection={<Icon icon={faPlus} size={12} />}
            onClick={() => openDialog((close) => <OwnKeyForm onClose={close} />)}
          >
            {t('selfcare:key.generate')}
          </Button>
        )}
      </PageHeader>
      <Stack gap="md">
        {customer && !isBusiness && <Alert>{t('selfcare:key.business_only')}</Alert>}
        {isVisitor && <Alert color="yellow">{t('selfcare:key.not_for_visitors')}</Alert>}
        <DataTable
          id="own-keys"
          keepIn="memory"
          label={t('selfcare:nav.api_access')}
          rows={keys.data}
          error={keys.error}
          onRetry={() => void keys.refetch()}
          columns={ownKeyColumns}
          rowKey={({ api_key_id }) => api_key_id}
          rowActions={isVisitor ? [] : ownKeyActions}
          emptyText={t('selfcare:key.empty')}
        />
      </Stack>
    </>
  )
}
