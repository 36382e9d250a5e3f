import { faTriangleExclamation } from '@fortawesome/free-solid-svg-icons/faTriangleExclamation'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../api/api-error.ts'
import { EmptyState } from './EmptyState.tsx'

/** What shows when something could not be loaded: the reason and "Try again". */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="alert">
      <EmptyState icon={faTriangleExclamation} text={t('common:load_failed')} hint={reasonOf(error, t)}>
        <Button variant="default" mt="xs" onClick={onRetry}>
          {t('common:try_again')}
        </Button>
      </EmptyState>
    </div>
  )
}
