import { faClockRotateLeft } from '@fortawesome/free-solid-svg-icons/faClockRotateLeft'
import { faEnvelope } from '@fortawesome/free-solid-svg-icons/faEnvelope'
import { faKey } from '@fortawesome/free-solid-svg-icons/faKey'
import { faUserGear } from '@fortawesome/free-solid-svg-icons/faUserGear'
import { faUserSecret } from '@fortawesome/free-solid-svg-icons/faUserSecret'
import { faUserShield } from '@fortawesome/free-solid-svg-icons/faUserShield'
import type { NavigationEntry } from '../../app/area.ts'

export const navigation: readonly NavigationEntry[] = [
  {
    section: 'users',
    labelKey: 'administration:nav.users',
    icon: faUserGear,
    to: '/users',
    permission: 'admin',
  },
  {
    section: 'users',
    labelKey: 'administration:nav.roles',
    icon: faUserShield,
    to: '/roles',
    permission: 'admin',
  },
  {
    section: 'users',
    labelKey: 'administration:nav.outbox',
    icon: faEnvelope,
    to: '/outbox',
    permission: 'view_communication',
  },
  {
    section: 'users',
    labelKey: 'administration:nav.audit',
    icon: faClockRotateLeft,
    to: '/audit',
    permission: 'admin',
  },
  {
    section: 'users',
    labelKey: 'administration:nav.impersonations',
    icon: faUserSecret,
    to: '/impersonations',
    permission: 'admin',
  },
  {
    section: 'apiKeys',
    labelKey: 'administration:nav.api_keys',
    icon: faKey,
    to: '/api-keys',
    permission: 'manage_api_keys',
  },
]
