import type { Customer } from '@omnicrm/contract'
import { type ComponentType, createContext, type LazyExoticComponent, lazy, useContext } from 'react'
import type { Action } from '../actions/action.ts'
import type { Area, CustomerTab } from './area.ts'

/** A tab with its component, which is fetched when it first shows. */
export type LazyCustomerTab = Omit<CustomerTab, 'load'> & {
  Tab: LazyExoticComponent<ComponentType<{ customerId: number }>>
}

/** What all areas together give the customer page. */
export type CustomerParts = {
  /** by their number */
  tabs: readonly LazyCustomerTab[]
  actions: readonly Action<Customer>[]
}

/** Areas do not know each other: the app hands their parts down to the customer page here. */
export const CustomerPartsContext = createContext<CustomerParts>({ tabs: [], actions: [] })

/** The tabs and actions of the customer page. */
export function useCustomerParts(): CustomerParts {
  return useContext(CustomerPartsContext)
}

/** Gathers the tabs and actions of all areas. Throws when two tabs claim one number. */
export function collectCustomerParts(areas: readonly Pick<Area, 'customerTabs' | 'customerActions'>[]): CustomerParts {
  const tabs = areas.flatMap(({ customerTabs = [] }) => customerTabs)
  const twice = tabs.find(({ hash }, at) => tabs.findIndex((tab) => tab.hash === hash) !== at)
  if (twice) throw new Error(`two customer tabs claim #${twice.hash}`)
  return {
    tabs: tabs.map(({ load, ...tab }) => ({ ...tab, Tab: lazy(load) })).sort((one, other) => one.hash - other.hash),
    actions: areas.flatMap(({ customerActions = [] }) => customerActions),
  }
}
