const VERBS = ['view', 'create', 'update', 'delete'] as const
const RESOURCES = [
  'customer',
  'customer_site',
  'customer_contact',
  'customer_attribute',
  'customer_tag',
  'customer_service',
  'customer_activity',
  'customer_stripe_card',
  'customer_transaction',
  'customer_invoice',
  'communication',
  'inventory',
  'inventory_template',
  'product',
  'cbc_message',
  'provision',
  'provision_event',
] as const
const OWN_RESOURCES = [
  'customer',
  'customer_site',
  'customer_contact',
  'customer_attribute',
  'customer_tag',
  'customer_service',
  'customer_activity',
  'customer_stripe_card',
  'customer_transaction',
  'customer_invoice',
  'communication',
  'inventory',
  'inventory_template',
  'provision',
] as const
const SPECIAL = ['admin', 'can_impersonate', 'cgrates_api_access', 'manage_api_keys', 'grafana_access'] as const

export type PermissionName =
  | (typeof SPECIAL)[number]
  | `${(typeof VERBS)[number]}_${(typeof RESOURCES)[number]}`
  | `view_own_${(typeof OWN_RESOURCES)[number]}`

/** The whole catalogue of permissions, in the order in which they are listed to an administrator. */
export const PERMISSIONS: readonly PermissionName[] = [
  ...SPECIAL,
  ...RESOURCES.flatMap((resource) => VERBS.map((verb) => `${verb}_${resource}` as const)),
  ...OWN_RESOURCES.map((resource) => `view_own_${resource}` as const),
]
