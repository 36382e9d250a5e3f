import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { Group, Text } from '@mantine/core'
import type { Service } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { now } from '../../app/clock.ts'
import { AppLink } from '../../components/AppLink.tsx'
import { DateText } from '../../components/figures.tsx'
import { NamedIcon } from '../../components/icons/NamedIcon.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { marksOf } from './service-marks.ts'

/** Icon, name as a link, and what to notice about the service. */
export function ServiceName({ service }: { service: Service }) {
  const { t } = useTranslation()
  return (
    <Group gap="xs" wrap="nowrap">
      <NamedIcon name={service.icon} size={15} fallback={faSignal} />
      <div>
        <AppLink to={`/services/${service.service_id}`}>{service.service_name ?? service.service_uuid}</AppLink>
        <Group gap={4}>
          {marksOf(service, now()).map((mark) =>
            mark.kind === 'auto_renew' ? (
              <StatusBadge key={mark.kind} status={mark.kind} tone="info" label={t('services:mark.auto_renew')} />
            ) : (
              <Text key={mark.kind} span size="xs" c="var(--warn-ink)" fw={600}>
                {t('services:mark.ends')} <DateText value={mark.date} as="relative" />
              </Text>
            ),
          )}
        </Group>
      </div>
    </Group>
  )
}
