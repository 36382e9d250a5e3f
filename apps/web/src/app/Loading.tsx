import { Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Stands in for a screen whose code is on its way. */
export function Loading() {
  const { t } = useTranslation()
  return (
    <Stack role="status" aria-label={t('common:loading')}>
      <Skeleton h={28} w="30%" />
      <Skeleton h={220} />
    </Stack>
  )
}
