import { IMPERSONATION_ENDINGS, type Impersonation } from '@omnicrm/contract'
import type { Filter, FilterValue } from '../../../components/table/types.ts'
import { UserFilter } from '../users/UserFilter.tsx'

/** Seconds, from and up to. */
const LENGTHS = {
  short: { min_duration: undefined, max_duration: 59 },
  usual: { min_duration: 60, max_duration: 899 },
  long: { min_duration: 900, max_duration: 3599 },
  very_long: { min_duration: 3600, max_duration: undefined },
} as const

/** What the API is asked for a chosen length. */
export function lengthQuery([chosen]: readonly FilterValue[]): Record<string, number> {
  const { min_duration, max_duration } = LENGTHS[chosen as keyof typeof LENGTHS] ?? {}
  return {
    ...(min_duration === undefined ? {} : { min_duration }),
    ...(max_duration === undefined ? {} : { max_duration }),
  }
}

const OPEN = 'open'

export const impersonationFilters: readonly Filter<Impersonation>[] = [
  {
    kind: 'lookup',
    id: 'impersonating_user_id',
    labelKey: 'administration:impersonations.staff',
    Field: UserFilter,
  },
  { kind: 'lookup', id: 'target_user_id', labelKey: 'administration:impersonations.target', Field: UserFilter },
  {
    kind: 'dates',
    id: 'start',
    labelKey: 'administration:impersonations.day',
    query: { from: 'start_date', to: 'end_date' },
  },
  {
    kind: 'select',
    id: 'duration',
    labelKey: 'administration:impersonations.duration',
    options: Object.keys(LENGTHS).map((value) => ({ value, labelKey: `administration:impersonation_length.${value}` })),
    toQuery: lengthQuery,
  },
  {
    kind: 'select',
    id: 'ended_how',
    labelKey: 'administration:impersonations.ending',
    options: [...IMPERSONATION_ENDINGS, OPEN].map((value) => ({
      value,
      labelKey: `administration:impersonation_ending.${value}`,
    })),
    toValues: (values) => values.map((value) => (value === OPEN ? null : value)),
  },
]
