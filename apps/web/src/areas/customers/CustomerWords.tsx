import { useTranslation } from 'react-i18next'
import { StatusBadge } from '../../components/StatusBadge.tsx'

/** A customer's status; one that the operator added reads as it is stored. */
export function CustomerStatus({ status }: { status: string }) {
  const { t } = useTranslation()
  return <StatusBadge status={status} label={t(`customers:status.${status}`, { defaultValue: status })} />
}

/** Individual or Business, in the chosen language. */
export function CustomerType({ type }: { type: string }) {
  const { t } = useTranslation()
  return t(`customers:type.${type}`, { defaultValue: type })
}
