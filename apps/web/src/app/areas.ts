import { actions as accountActions } from '../areas/account/actions.ts'
import { navigation as accountNavigation } from '../areas/account/navigation.ts'
import { routes as accountRoutes } from '../areas/account/routes.tsx'
import { actions as administrationActions } from '../areas/administration/actions.ts'
import { navigation as administrationNavigation } from '../areas/administration/navigation.ts'
import { routes as administrationRoutes } from '../areas/administration/routes.tsx'
import { actions as billingActions } from '../areas/billing/actions.ts'
import { customerActions as billingCustomerActions } from '../areas/billing/customer-actions.ts'
import { customerTabs as billingCustomerTabs } from '../areas/billing/customer-tabs.ts'
import { navigation as billingNavigation } from '../areas/billing/navigation.ts'
import { routes as billingRoutes } from '../areas/billing/routes.tsx'
import { actions as catalogueActions } from '../areas/catalogue/actions.ts'
import { customerActions as catalogueCustomerActions } from '../areas/catalogue/customer-actions.ts'
import { navigation as catalogueNavigation } from '../areas/catalogue/navigation.ts'
import { routes as catalogueRoutes } from '../areas/catalogue/routes.tsx'
import { actions as customersActions } from '../areas/customers/actions.ts'
import { customerActions as customersCustomerActions } from '../areas/customers/customer-actions.ts'
import { customerTabs as customersCustomerTabs } from '../areas/customers/customer-tabs.ts'
import { navigation as customersNavigation } from '../areas/customers/navigation.ts'
import { routes as customersRoutes } from '../areas/customers/routes.tsx'
import { actions as inventoryActions } from '../areas/inventory/actions.ts'
import { customerTabs as inventoryCustomerTabs } from '../areas/inventory/customer-tabs.ts'
import { navigation as inventoryNavigation } from '../areas/inventory/navigation.ts'
import { routes as inventoryRoutes } from '../areas/inventory/routes.tsx'
import { actions as provisioningActions } from '../areas/provisioning/actions.ts'
import { navigation as provisioningNavigation } from '../areas/provisioning/navigation.ts'
import { routes as provisioningRoutes } from '../areas/provisioning/routes.tsx'
import { actions as searchActions } from '../areas/search/actions.ts'
import { navigation as searchNavigation } from '../areas/search/navigation.ts'
import { routes as searchRoutes } from '../areas/search/routes.tsx'
import { actions as selfCareActions } from '../areas/self-care/actions.ts'
import { navigation as selfCareNavigation } from '../areas/self-care/navigation.ts'
import { routes as selfCareRoutes } from '../areas/self-care/routes.tsx'
import { actions as servicesActions } from '../areas/services/actions.ts'
import { customerTabs as servicesCustomerTabs } from '../areas/services/customer-tabs.ts'
import { navigation as servicesNavigation } from '../areas/services/navigation.ts'
import { routes as servicesRoutes } from '../areas/services/routes.tsx'
import { actions as ticketsActions } from '../areas/tickets/actions.ts'
import { navigation as ticketsNavigation } from '../areas/tickets/navigation.ts'
import { routes as ticketsRoutes } from '../areas/tickets/routes.tsx'
import type { Area } from './area.ts'

/** Every area of the app. A new one is added here and nowhere else. */
export const AREAS: readonly Area[] = [
  {
    name: 'customers',
    routes: customersRoutes,
    navigation: customersNavigation,
    actions: customersActions,
    customerTabs: customersCustomerTabs,
    customerActions: customersCustomerActions,
  },
  {
    name: 'catalogue',
    routes: catalogueRoutes,
    navigation: catalogueNavigation,
    actions: catalogueActions,
    customerActions: catalogueCustomerActions,
  },
  {
    name: 'inventory',
    routes: inventoryRoutes,
    navigation: inventoryNavigation,
    actions: inventoryActions,
    customerTabs: inventoryCustomerTabs,
  },
  {
    name: 'services',
    routes: servicesRoutes,
    navigation: servicesNavigation,
    actions: servicesActions,
    customerTabs: servicesCustomerTabs,
  },
  {
    name: 'provisioning',
    routes: provisioningRoutes,
    navigation: provisioningNavigation,
    actions: provisioningActions,
  },
  {
    name: 'billing',
    routes: billingRoutes,
    navigation: billingNavigation,
    actions: billingActions,
    customerTabs: billingCustomerTabs,
    customerActions: billingCustomerActions,
  },
  { name: 'account', routes: accountRoutes, navigation: accountNavigation, actions: accountActions },
  {
    name: 'administration',
    routes: administrationRoutes,
    navigation: administrationNavigation,
    actions: administrationActions,
  },
  { name: 'selfcare', routes: selfCareRoutes, navigation: selfCareNavigation, actions: selfCareActions },
  { name: 'tickets', routes: ticketsRoutes, navigation: ticketsNavigation, actions: ticketsActions },
  { name: 'search', routes: searchRoutes, navigation: searchNavigation, actions: searchActions },
]
