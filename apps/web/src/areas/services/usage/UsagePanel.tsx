import { faCoins } from '@fortawesome/free-solid-svg-icons/faCoins'
import { faComment } from '@fortawesome/free-solid-svg-icons/faComment'
import { faDatabase } from '@fortawesome/free-solid-svg-icons/faDatabase'
import { faDownload } from '@fortawesome/free-solid-svg-icons/faDownload'
import { faPhone } from '@fortawesome/free-solid-svg-icons/faPhone'
import { Alert, Button, Skeleton, Stack } from '@mantine/core'
import { serviceEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools } from '../../../actions/use-actions.ts'
import { call } from '../../../api/call.ts'
import { now } from '../../../app/clock.ts'
import { DateText } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { BucketList } from './BucketList.tsx'
import classes from './Usage.module.css'
import { UsageBar } from './UsageBar.tsx'
import { type Usage, usageOf, usageTypesOf } from './usage-figures.ts'
import { amountText, barText } from './usage-text.ts'
import type { UsageType } from './usage-types.ts'
import { useLiveService } from './use-live-service.ts'
import { useUsageWords } from './use-usage-words.ts'

type Props = {
  serviceId: number
  /** leads to what can be bought on top; without it there is no such button */
  onTopUp?: () => void
}

/** S28: what remains of each kind, live; a card opens its buckets. */
export function UsagePanel({ serviceId, onTopUp }: Props) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const read = useLiveService(serviceId)
  const [open, setOpen] = useState<UsageType | 'all'>()
  const [isExporting, setIsExporting] = useState(false)
  if (read.isPending) return <Skeleton h={140} aria-label={t('common:loading')} />
  if (!read.data) return <LoadFailure error={read.error} onRetry={() => void read.refetch()} />
  const { cgrates, service_type } = read.data
  const at = now()
  const usages = usageTypesOf(service_type, cgrates?.BalanceMap).map((type) => usageOf(type, cgrates?.BalanceMap, at))

  async function handleExport() {
    setIsExporting(true)
    await runAction({ run: () => exportRecords(serviceId) }, undefined, tools)
    setIsExporting(false)
  }

  return (
    <Stack gap="md">
      {!cgrates && <Alert color="orange">{t('services:usage.unavailable')}</Alert>}
      <div className={classes.toolbar}>
        {onTopUp && <Button onClick={onTopUp}>{t('services:usage.top_up')}</Button>}
        <Button variant="default" onClick={() => setOpen(open === 'all' ? undefined : 'all')}>
          {t('services:usage.view_details')}
        </Button>
        <Button
          variant="default"
          leftSection={<Icon icon={faDownload} size={12} />}
          loading={isExporting}
          onClick={() => void handleExport()}
        >
          {t('services:usage.export')}
        </Button>
      </div>
      <div className={classes.cards}>
        {usages.map((usage) => (
          <Card
            key={usage.type}
            usage={usage}
            isOpen={open === usage.type}
            onToggle={() => setOpen(open === usage.type ? undefined : usage.type)}
          />
        ))}
      </div>
      {usages
        .filter(({ type }) => open === 'all' || open === type)
        .map((usage) => (
          <Panel key={usage.type} title={t(`services:usage.type.${usage.type}`)}>
            <BucketList usage={usage} />
          </Panel>
        ))}
    </Stack>
  )
}

const ICONS = { DATA: faDatabase, VOICE: faPhone, SMS: faComment, MONETARY: faCoins }

function Card({ usage, isOpen, onToggle }: { usage: Usage; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation()
  const words = useUsageWords()
  const text = barText(usage, words)
  return (
    <button type="button" className={classes.card} aria-expanded={isOpen} onClick={onToggle} data-type={usage.type}>
      <span className={classes.head}>
        <Icon icon={ICONS[usage.type]} size={15} />
        {t(`services:usage.type.${usage.type}`)}
      </span>
      <span className={`${classes.remaining} numeric`}>
        {usage.isUnlimited ? t('services:usage.unlimited') : amountText(usage.type, usage.remaining, words)}
      </span>
      {usage.percent !== undefined && !usage.isUnlimited && <UsageBar percent={usage.percent} />}
      <span className={`${classes.note} numeric`}>{usage.isUnlimited ? null : text}</span>
      <span className={classes.note}>
        <span>
          {usage.expires && (
            <>
              {t('services:usage.expires')} <DateText value={usage.expires} as="relative" />
            </>
          )}
        </span>
        <span className={classes.more}>{t(isOpen ? 'services:usage.less' : 'services:usage.more')}</span>
      </span>
    </button>
  )
}

async function exportRecords(serviceId: number): Promise<void> {
  const file = await call(
    { ...serviceEndpoints.cdrs, response: 'file' as const },
    { params: { service_id: serviceId }, query: { format: 'csv' } },
  )
  saveFile(file, `usage-${serviceId}.csv`)
}
