import type { ApiKey } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'

/** The state of a key. */
export function KeyStatus({ status }: Pick<ApiKey, 'status'>) {
  const { t } = useTranslation()
  return <StatusBadge status={status} label={t(`administration:key_status.${status}`)} />
}

/** The end of a key, or that it has none. */
export function Expiry({ date }: { date: string | null }) {
  const { t } = useTranslation()
  return date ? <DateText value={date} as="both" /> : t('administration:key.never')
}
