import { faBoxesStacked } from '@fortawesome/free-solid-svg-icons/faBoxesStacked'
import { faTags } from '@fortawesome/free-solid-svg-icons/faTags'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'inventory',
    labelKey: 'inventory:nav.items',
    icon: faBoxesStacked,
    to: '/inventory-items-list',
    permission: 'view_inventory',
  },
  {
    section: 'inventory',
    labelKey: 'inventory:nav.templates',
    icon: faTags,
    to: '/inventory-templates',
    permission: 'view_inventory_template',
  },
]
