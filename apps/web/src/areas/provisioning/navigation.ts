import { faChartColumn } from '@fortawesome/free-solid-svg-icons/faChartColumn'
import { faGears } from '@fortawesome/free-solid-svg-icons/faGears'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'provisioning',
    labelKey: 'provisioning:nav.jobs',
    icon: faGears,
    to: '/provisioning',
    permission: 'view_provision',
  },
  {
    section: 'provisioning',
    labelKey: 'provisioning:nav.report',
    icon: faChartColumn,
    to: '/provisioning/report',
    permission: 'view_provision',
  },
]
