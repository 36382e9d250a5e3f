import type { Activity } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'

/** The area of an entry in the chosen language. */
export function ActivityArea({ entity }: { entity: string }) {
  const { t } = useTranslation()
  return t(`customers:activity.entity.${entity}`, { defaultValue: entity })
}

/** Who did it: the user's name, "System", or what the API knows of the caller. */
export function ActivityUser({ entry }: { entry: Activity }) {
  const { t } = useTranslation()
  if (entry.user_name) return entry.user_name
  return entry.initiated_by === 'system' ? t('customers:activity.system') : entry.initiated_by
}
