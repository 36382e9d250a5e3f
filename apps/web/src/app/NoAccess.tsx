import { faLock } from '@fortawesome/free-solid-svg-icons/faLock'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../components/AppLink.tsx'
import { EmptyState } from '../components/EmptyState.tsx'

export function NoAccess() {
  const { t } = useTranslation()
  return (
    <EmptyState icon={faLock} text={t('common:no_access.title')} hint={t('common:no_access.hint')}>
      <AppLink to="/">{t('common:go_home')}</AppLink>
    </EmptyState>
  )
}
