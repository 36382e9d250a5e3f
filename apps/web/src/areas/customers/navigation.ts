import { faUsers } from '@fortawesome/free-solid-svg-icons/faUsers'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'customers',
    labelKey: 'customers:nav.list',
    icon: faUsers,
    to: '/customers',
    permission: 'view_customer',
  },
]
