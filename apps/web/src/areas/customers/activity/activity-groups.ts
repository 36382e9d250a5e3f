import type { ActivityEntity } from '@omnicrm/contract'

export type ActivityGroup = { id: string; entities: readonly ActivityEntity[] }

/** Tabs of the activity log; `all` takes every area. */
export const ACTIVITY_GROUPS: readonly ActivityGroup[] = [
  { id: 'all', entities: [] },
  { id: 'customer', entities: ['customer'] },
  { id: 'contacts', entities: ['contact'] },
  { id: 'sites', entities: ['site'] },
  { id: 'services', entities: ['service', 'ocs'] },
  { id: 'billing', entities: ['transaction', 'invoice', 'payment_method'] },
  { id: 'inventory', entities: ['inventory'] },
  { id: 'provisioning', entities: ['provisioning'] },
]
