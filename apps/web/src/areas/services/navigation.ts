import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'services',
    labelKey: 'services:nav.list',
    icon: faSignal,
    to: '/services',
    permission: 'view_customer_service',
  },
]
