import { Group, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../../../app/clock.ts'
import { lastDays, type Period, SPANS, spanOf } from './report-period.ts'

const CUSTOM = 'custom'

type Props = { period: Period; onChange: (period: Period) => void }

/** The usual spans, or two dates of one's own. */
export function PeriodChooser({ period, onChange }: Props) {
  const { t } = useTranslation()
  const span = spanOf(period, now())
  const [wantsDates, setWantsDates] = useState(span === undefined)
  const shown = wantsDates ? CUSTOM : (span ?? CUSTOM)
  const isWrong = period.end_date < period.start_date

  function handleSpan(next: string) {
    setWantsDates(next === CUSTOM)
    if (next !== CUSTOM) onChange(lastDays(Number(next), now()))
  }

  return (
    <Group gap="sm" align="flex-start">
      <SegmentedControl
        aria-label={t('provisioning:report.period')}
        data={[...SPANS.map(String), CUSTOM].map((value) => ({
          value,
          label: t(value === CUSTOM ? 'provisioning:report.custom' : `provisioning:report.last_${value}`),
        }))}
        value={shown}
        onChange={handleSpan}
      />
      {shown === CUSTOM && (
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            type="date"
            aria-label={t('provisioning:report.from')}
            value={period.start_date}
            onChange={(event) =>
              event.currentTarget.value && onChange({ ...period, start_date: event.currentTarget.value })
            }
          />
          <TextInput
            type="date"
            aria-label={t('provisioning:report.to')}
            value={period.end_date}
            min={period.start_date}
            onChange={(event) =>
              event.currentTarget.value && onChange({ ...period, end_date: event.currentTarget.value })
            }
            error={isWrong ? t('provisioning:report.wrong_order') : undefined}
          />
        </Group>
      )}
    </Group>
  )
}
