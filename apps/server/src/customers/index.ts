export type { ArchiveBlocker } from './archive-customer.ts'
export { createCustomer, type NewCustomer } from './create-customer.ts'
export { type CustomerPorts, customerRoutes } from './routes.ts'
export { findCustomer, findSite } from './tables.ts'
