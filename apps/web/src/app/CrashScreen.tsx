import { faTriangleExclamation } from '@fortawesome/free-solid-svg-icons/faTriangleExclamation'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isApiError, reasonOf } from '../api/api-error.ts'
import { EmptyState } from '../components/EmptyState.tsx'

/** Shown instead of a screen that broke; the rest of the app goes on. */
export function CrashScreen({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const hint = isApiError(error) ? reasonOf(error, t) : t('common:crash.hint')
  return (
    <div role="alert">
      <EmptyState icon={faTriangleExclamation} text={t('common:crash.title')} hint={hint}>
        <Button variant="default" mt="xs" onClick={() => location.reload()}>
          {t('common:crash.reload')}
        </Button>
      </EmptyState>
    </div>
  )
}
