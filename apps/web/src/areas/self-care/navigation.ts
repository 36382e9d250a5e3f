import { faFileInvoice } from '@fortawesome/free-solid-svg-icons/faFileInvoice'
import { faHouseUser } from '@fortawesome/free-solid-svg-icons/faHouseUser'
import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faSignal } from '@fortawesome/free-solid-svg-icons/faSignal'
import { faUserGear } from '@fortawesome/free-solid-svg-icons/faUserGear'
import type { NavigationEntry } from '../../app/area.ts'

const own = { section: 'selfCare', isForCustomers: true } as const

export const navigation: readonly NavigationEntry[] = [
  { ...own, labelKey: 'selfcare:nav.overview', icon: faHouseUser, to: '/self-care' },
  {
    ...own,
    labelKey: 'selfcare:nav.services',
    icon: faSignal,
    to: '/self-care/services',
    permission: 'view_own_customer_service',
  },
  {
    ...own,
    labelKey: 'selfcare:nav.invoices',
    icon: faFileInvoice,
    to: '/self-care/invoices',
    permission: 'view_own_customer_invoice',
  },
  { ...own, labelKey: 'selfcare:nav.api_access', icon: faKey, to: '/self-care/api-access' },
  { ...own, labelKey: 'selfcare:nav.settings', icon: faUserGear, to: '/settings' },
]
