import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../format/use-formats.ts'

type Amount = { amount: number | string | null | undefined }

/** Money in the configured currency and locale, digits of one width; a dash where there is none. */
export function Money({ amount }: Amount) {
  const { money } = useFormats()
  return <span className="numeric">{amount === null || amount === undefined ? '–' : money(amount)}</span>
}

/** Widget figure: `$1.5k`, `$2.3M`, `$1.1B`; `isMoney={false}` for counts. The full figure is in the tooltip. */
export function WidgetNumber({ value, isMoney = true }: { value: number | string; isMoney?: boolean }) {
  const formats = useFormats()
  const short = isMoney ? formats.widgetMoney(value) : formats.widgetNumber(Number(value))
  const full = isMoney ? formats.money(value) : formats.number(Number(value))
  const figure = <span className="numeric">{short}</span>
  return short === full ? figure : <Tooltip label={full}>{figure}</Tooltip>
}

type DateProps = {
  value: string | null | undefined
  /** `date` 10 Jan 2025, `time` with the time of day, `relative` in 11 days, `both` 1 Feb 2025 (in 22 days), `from-now` 3 hours from now */
  as?: 'date' | 'time' | 'relative' | 'both' | 'from-now'
}

/** A date in the configured locale; a dash where there is none. The exact time is in the title. */
export function DateText({ value, as = 'date' }: DateProps) {
  const { t } = useTranslation()
  const { date, dateTime, relative, span } = useFormats()
  if (!value) return <span>–</span>
  const text = {
    date: () => date(value),
    time: () => dateTime(value),
    relative: () => relative(value),
    both: () => t('common:date_with_distance', { date: date(value), distance: relative(value) }),
    'from-now': () => t('common:from_now', { span: span(value) }),
  }[as]()
  return (
    <time dateTime={value} title={dateTime(value)} className="numeric">
      {text}
    </time>
  )
}
