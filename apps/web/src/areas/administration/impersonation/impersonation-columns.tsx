import type { Impersonation } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { DateText } from '../../../components/figures.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import type { Column } from '../../../components/table/types.ts'
import { useFormats } from '../../../format/use-formats.ts'
import { durationText } from './duration-text.ts'

const TONES = { stopped: 'good', expired: 'quiet', session_ended: 'quiet', unknown: 'quiet', open: 'info' } as const

export const impersonationColumns: readonly Column<Impersonation>[] = [
  {
    id: 'impersonating_user_name',
    labelKey: 'administration:impersonations.staff',
    cell: (entry) => <AppLink to={`/users/${entry.impersonating_user_id}`}>{entry.impersonating_user_name}</AppLink>,
    canHide: false,
  },
  {
    id: 'target_user_name',
    labelKey: 'administration:impersonations.target',
    cell: (entry) => <AppLink to={`/users/${entry.target_user_id}`}>{entry.target_user_name}</AppLink>,
    canHide: false,
  },
  {
    id: 'impersonation_start',
    labelKey: 'administration:impersonations.start',
    cell: ({ impersonation_start }) => <DateText value={impersonation_start} as="time" />,
    isSortable: true,
  },
  {
    id: 'impersonation_end',
    labelKey: 'administration:impersonations.end',
    cell: ({ impersonation_end }) => <DateText value={impersonation_end} as="time" />,
  },
  {
    id: 'impersonation_duration',
    labelKey: 'administration:impersonations.duration',
    cell: (entry) => <Duration seconds={entry.impersonation_duration} />,
    isSortable: true,
    isNumeric: true,
  },
  {
    id: 'ended_how',
    labelKey: 'administration:impersonations.ending',
    cell: (entry) => <Ending entry={entry} />,
  },
  {
    id: 'ip_address',
    labelKey: 'account:sessions.address',
    cell: ({ ip_address }) => (ip_address ? <bdi>{ip_address}</bdi> : '–'),
  },
]

function Duration({ seconds }: { seconds: number | null }) {
  const { locale } = useFormats()
  return <span className="numeric">{seconds === null ? '–' : durationText(seconds, locale)}</span>
}

function Ending({ entry }: { entry: Impersonation }) {
  const { t } = useTranslation()
  const ending = entry.impersonation_end === null ? 'open' : (entry.ended_how ?? 'unknown')
  return <StatusBadge status={ending} tone={TONES[ending]} label={t(`administration:impersonation_ending.${ending}`)} />
}
