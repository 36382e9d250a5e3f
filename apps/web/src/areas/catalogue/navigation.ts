import { faPuzzlePiece } from '@fortawesome/free-solid-svg-icons/faPuzzlePiece'
import { faRectangleList } from '@fortawesome/free-solid-svg-icons/faRectangleList'
import { faTags } from '@fortawesome/free-solid-svg-icons/faTags'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  { section: 'products', labelKey: 'catalogue:nav.plans', icon: faTags, to: '/plans', permission: 'view_product' },
  {
    section: 'products',
    labelKey: 'catalogue:nav.addons',
    icon: faPuzzlePiece,
    to: '/addons',
    permission: 'view_product',
  },
  {
    section: 'products',
    labelKey: 'catalogue:nav.products',
    icon: faRectangleList,
    to: '/products',
    permission: 'view_product',
  },
]
