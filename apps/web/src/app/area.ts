import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import type { Customer } from '@omnicrm/contract'
import type { ComponentType } from 'react'
import type { Action } from '../actions/action.ts'
import type { Needed } from './may.ts'

/** A screen at an address. `load` imports its file, so that each screen comes in a part of its own. */
export type AreaRoute = {
  /** such as `/customers/$customerId` */
  path: string
  /** any one of several; "no access" without */
  permission?: Needed
  /** only for users who stand for a customer; "no access" for others, administrators too */
  isForCustomers?: boolean
  /** the file of the screen; its default export is the component */
  load: () => Promise<{ default: ComponentType }>
}

export const SECTIONS = [
  'selfCare',
  'dashboard',
  'customers',
  'services',
  'products',
  'billing',
  'inventory',
  'provisioning',
  'broadcast',
  'reports',
  'users',
  'apiKeys',
] as const
export type Section = (typeof SECTIONS)[number]

/** An entry of the left bar. A section with one entry shows as that entry, with several as a group. */
export type NavigationEntry = {
  section: Section
  labelKey: string
  icon: IconDefinition
  to: string
  permission?: Needed
  /** only for users who stand for a customer */
  isForCustomers?: boolean
}

/** A tab of the customer page, open at `/customers/{id}#{hash}`. */
export type CustomerTab = {
  /** number in the address; tabs stand in this order */
  hash: number
  labelKey: string
  /** any one of several; absent without */
  permission?: Needed
  /** the file of the tab, fetched when it is opened; its default export is the component */
  load: () => Promise<{ default: ComponentType<{ customerId: number }> }>
}

/** What one area gives the app. */
export type Area = {
  /** name of its texts, `src/i18n/<language>/<name>.json` */
  name: string
  routes: readonly AreaRoute[]
  navigation: readonly NavigationEntry[]
  /** actions that need no subject, for the command palette and the keyboard */
  actions: readonly Action[]
  customerTabs?: readonly CustomerTab[]
  /** actions on a customer, for the menus of the customer page and list */
  customerActions?: readonly Action<Customer>[]
}
