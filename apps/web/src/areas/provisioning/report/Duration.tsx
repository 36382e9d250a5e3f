import { useTranslation } from 'react-i18next'
import { durationParts } from './duration-parts.ts'

/** A length of time as people say it; a dash where nothing has ended. */
export function Duration({ seconds }: { seconds: number | null }) {
  const { t } = useTranslation()
  if (seconds === null) return '–'
  const { unit, ...parts } = durationParts(seconds)
  return <span className="numeric">{t(`provisioning:report.${unit}`, parts)}</span>
}
