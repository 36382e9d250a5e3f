import { Skeleton, Text } from '@mantine/core'
import { customerEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { Money } from '../../../components/figures.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import classes from './ArpuComparison.module.css'

/** Revenue per service of this customer beside the average of all, as bars on one scale. */
export function ArpuComparison({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const arpu = useRead(customerEndpoints.arpu, { params: { customer_id: customerId } })
  if (arpu.error) return <LoadFailure error={arpu.error} onRetry={() => void arpu.refetch()} />
  if (!arpu.data) return <Skeleton h={56} />
  const { customer_arpu: own, average_arpu: average } = arpu.data
  const scale = Math.max(own, average, 0)
  return (
    <>
      <div className={classes.rows}>
        <Row label={t('customers:arpu.customer')} amount={own} part={scale > 0 ? own / scale : 0} isOwn />
        <Row label={t('customers:arpu.average')} amount={average} part={scale > 0 ? average / scale : 0} />
      </div>
      <Text size="sm" c="dimmed" mt="xs">
        {t('customers:arpu.hint')}
      </Text>
    </>
  )
}

type RowProps = { label: string; amount: number; part: number; isOwn?: boolean }

function Row({ label, amount, part, isOwn }: RowProps) {
  return (
    <>
      <span>{label}</span>
      <div className={classes.track} aria-hidden="true">
        <div className={classes.bar} data-own={isOwn} style={{ inlineSize: `${Math.max(0, part) * 100}%` }} />
      </div>
      <span className={classes.figure}>
        <Money amount={amount} />
      </span>
    </>
  )
}
