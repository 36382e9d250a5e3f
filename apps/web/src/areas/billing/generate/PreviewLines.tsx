import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { Button, Group, Skeleton, Text } from '@mantine/core'
import type { Transaction } from '@omnicrm/contract'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { TaxText } from '../BillingWords.tsx'
import classes from './PreviewLines.module.css'

type Props = {
  /** undefined while they load */
  lines: readonly Transaction[] | undefined
  /** false while customer or period are missing */
  isAsked: boolean
  excluded: ReadonlySet<number>
  onToggle: (id: number) => void
  onSelectAll: () => void
  onClearAll: () => void
}

/** The uninvoiced lines of the period: a green plus is in, a red cross is out [INVC-09, INVC-10]. */
export function PreviewLines({ lines, isAsked, excluded, onToggle, onSelectAll, onClearAll }: Props) {
  const { t } = useTranslation()
  if (!isAsked) return <Text c="dimmed">{t('billing:generate.choose_first')}</Text>
  if (!lines) return <Skeleton h={120} aria-label={t('common:loading')} />
  if (lines.length === 0) return <EmptyState text={t('billing:generate.empty')} />
  return (
    <section aria-label={t('billing:generate.lines')}>
      <Group gap="xs" mb="xs">
        <Button variant="default" size="xs" onClick={onSelectAll} disabled={excluded.size === 0}>
          {t('billing:generate.select_all')}
        </Button>
        <Button variant="default" size="xs" onClick={onClearAll} disabled={excluded.size >= lines.length}>
          {t('billing:generate.clear_all')}
        </Button>
      </Group>
      <ul className={classes.lines}>
        {lines.map((line) => (
          <Line key={line.transaction_id} line={line} isOut={excluded.has(line.transaction_id)} onToggle={onToggle} />
        ))}
      </ul>
    </section>
  )
}

type LineProps = { line: Transaction; isOut: boolean; onToggle: (id: number) => void }

const Line = memo(function Line({ line, isOut, onToggle }: LineProps) {
  const { t } = useTranslation()
  const label = t(isOut ? 'billing:generate.include' : 'billing:generate.exclude', { title: line.title })
  return (
    <li className={classes.line} data-out={isOut || undefined}>
      <button
        type="button"
        className={classes.toggle}
        aria-pressed={!isOut}
        aria-label={label}
        title={label}
        onClick={() => onToggle(line.transaction_id)}
      >
        <Icon icon={isOut ? faXmark : faPlus} size={13} />
      </button>
      <span className={classes.date}>
        <DateText value={line.transaction_date} />
      </span>
      <span className={classes.title}>
        {line.title}
        {line.description && <span className={classes.description}>{line.description}</span>}
      </span>
      <span className={classes.amount}>
        <Money amount={line.retail_cost} />
      </span>
      <span className={classes.tax}>
        <TaxText {...line} />
      </span>
    </li>
  )
})
