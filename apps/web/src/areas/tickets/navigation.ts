import { faScrewdriverWrench } from '@fortawesome/free-solid-svg-icons/faScrewdriverWrench'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'services',
    labelKey: 'tickets:nav.list',
    icon: faScrewdriverWrench,
    to: '/tickets',
    permission: 'view_customer_service',
  },
]
