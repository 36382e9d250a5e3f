import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import classes from './Usage.module.css'
import { UsageBar } from './UsageBar.tsx'
import type { Bucket, Usage } from './usage-figures.ts'
import { amountText, barText } from './usage-text.ts'
import type { UsageType } from './usage-types.ts'
import { useUsageWords } from './use-usage-words.ts'

/** Every bucket of a type, the one used first on top. */
export function BucketList({ usage }: { usage: Usage }) {
  const { t } = useTranslation()
  if (usage.buckets.length === 0) return <p>{t('services:usage.no_buckets')}</p>
  return (
    <div className={classes.buckets}>
      {usage.buckets.map((bucket) => (
        <BucketRow key={bucket.id} bucket={bucket} type={usage.type} />
      ))}
    </div>
  )
}

function BucketRow({ bucket, type }: { bucket: Bucket; type: UsageType }) {
  const { t } = useTranslation()
  const words = useUsageWords()
  const text = barText({ ...bucket, type }, words)
  return (
    <div className={classes.bucket} data-expired={bucket.isExpired || undefined}>
      <div className={classes.bucketHead}>
        <span className={classes.bucketName}>
          {bucket.name} {bucket.isExpired && <StatusBadge status="expired" label={t('services:usage.expired')} />}
        </span>
        <span className="numeric">{text}</span>
      </div>
      {bucket.percent !== undefined && !bucket.isUnlimited && !bucket.isExpired && (
        <UsageBar percent={bucket.percent} />
      )}
      <div className={classes.details}>
        {bucket.size !== undefined && !bucket.isUnlimited && (
          <span className="numeric">
            {t('services:usage.used', { amount: amountText(type, Math.max(0, bucket.size - bucket.remaining), words) })}
          </span>
        )}
        {bucket.expires && (
          <span>
            {t('services:usage.expires')} <DateText value={bucket.expires} as="both" />
          </span>
        )}
        <span className="numeric">{t('services:usage.weight', { weight: bucket.weight })}</span>
        {bucket.destinations.length > 0 && (
          <span>{t('services:usage.destinations', { names: bucket.destinations.join(', ') })}</span>
        )}
      </div>
    </div>
  )
}
