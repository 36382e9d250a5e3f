import { faTriangleExclamation } from '@fortawesome/free-solid-svg-icons/faTriangleExclamation'
import { Alert, List } from '@mantine/core'
import { inventoryEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { Icon } from '../../../components/Icon.tsx'
import { lowTypes } from './low-stock.ts'

/** Warns of types of which fewer items are free than the operator wants; nothing while all is well. */
export function LowStock() {
  const { t } = useTranslation()
  const { data: stock = [] } = useRead(inventoryEndpoints.stock, { query: {} })
  const low = lowTypes(stock)
  if (low.length === 0) return null
  return (
    <Alert
      color="orange"
      mb="md"
      role="status"
      icon={<Icon icon={faTriangleExclamation} />}
      title={t('inventory:stock.low')}
    >
      <List>
        {low.map(({ item, free }) => (
          <List.Item key={item}>{t('inventory:stock.left', { item, count: free })}</List.Item>
        ))}
      </List>
    </Alert>
  )
}
