import { faCompass } from '@fortawesome/free-regular-svg-icons/faCompass'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../components/AppLink.tsx'
import { EmptyState } from '../components/EmptyState.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState icon={faCompass} text={t('common:not_found.title')} hint={t('common:not_found.hint')}>
      <AppLink to="/">{t('common:go_home')}</AppLink>
    </EmptyState>
  )
}
