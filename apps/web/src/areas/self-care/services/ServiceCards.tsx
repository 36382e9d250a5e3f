import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { Button, Skeleton } from '@mantine/core'
import { type Service, serviceEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { NamedIcon } from '../../../components/icons/NamedIcon.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { openUsage } from '../../services/usage/open-usage.tsx'
import classes from '../SelfCare.module.css'
import { livingFirst } from './living-first.ts'

type Props = {
  customerId: number
  /** no more than so many */
  most?: number
}

/** The services that are visible to the customer, those in use first. */
export function ServiceCards({ customerId, most }: Props) {
  const { t } = useTranslation()
  const read = useRead(serviceEndpoints.listOfCustomer, { params: { customer_id: customerId } })
  if (read.error && !read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <Skeleton h={150} aria-label={t('common:loading')} />
  if (read.data.length === 0) return <EmptyState icon={faSignal} text={t('selfcare:services.empty')} />
  return (
    <div className={classes.cards}>
      {livingFirst(read.data)
        .slice(0, most)
        .map((service) => (
          <ServiceCard key={service.service_id} service={service} />
        ))}
    </div>
  )
}

function ServiceCard({ service }: { service: Service }) {
  const { t } = useTranslation()
  const name = service.service_name ?? service.service_uuid
  return (
    <article className={classes.card} aria-label={name}>
      <div className={classes.cardHead}>
        <span className={classes.cardName}>
          <span className={classes.cardIcon}>
            <NamedIcon name={service.icon} size={15} fallback={faSignal} />
          </span>
          {name}
        </span>
        <StatusBadge status={service.service_status} />
      </div>
      <dl className={classes.cardFacts}>
        <dt>{t('selfcare:services.monthly')}</dt>
        <dd>
          <Money amount={service.retail_cost} />
        </dd>
        <dt>{t('selfcare:services.since')}</dt>
        <dd>
          <DateText value={service.service_active_date} />
        </dd>
        <dt>{t('selfcare:services.renewal')}</dt>
        <dd>{t(service.auto_renew ? 'selfcare:services.renews' : 'selfcare:services.renews_not')}</dd>
      </dl>
      {service.service_usage_visible_to_customer && (
        <Button className={classes.cardActions} variant="light" onClick={() => openUsage(service)}>
          {t('selfcare:services.usage')}
        </Button>
      )}
    </article>
  )
}
