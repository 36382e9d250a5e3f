import { PERMISSIONS, type PermissionName } from '@omnicrm/contract'
import type { Db } from '../platform/database/open-database.ts'

const views = PERMISSIONS.filter((name) => name.startsWith('view_') && !name.startsWith('view_own_'))
const owns = PERMISSIONS.filter((name) => name.startsWith('view_own_'))

const AGENT_WRITES: PermissionName[] = [
  'create_customer',
  'update_customer',
  'create_customer_site',
  'update_customer_site',
  'delete_customer_site',
  'create_customer_contact',
  'update_customer_contact',
  'delete_customer_contact',
  'create_customer_activity',
  'create_customer_service',
  'update_customer_service',
  'create_customer_transaction',
  'update_customer_transaction',
  'create_customer_invoice',
  'update_customer_invoice',
  'create_provision',
]

/** Roles that every installation starts with; the operator may change them afterwards. */
const SHIPPED_ROLES: { name: string; description: string; permissions: readonly PermissionName[] }[] = [
  { name: 'admin', description: 'Everything', permissions: ['admin'] },
  {
    name: 'customer_service_agent_1',
    description: 'Shop and call centre: sells, provisions, bills',
    permissions: [...views, ...AGENT_WRITES],
  },
  {
    name: 'Support',
    description: 'Looks things up and helps customers',
    permissions: [
      'view_customer',
      'view_customer_contact',
      'view_customer_site',
      'view_customer_service',
      'view_customer_activity',
      'view_communication',
      'view_provision',
      'view_product',
      'view_inventory',
      'view_inventory_template',
    ],
  },
  {
    name: 'Finance',
    description: 'Invoices and payments',
    permissions: [
      'view_customer',
      'view_customer_invoice',
      'create_customer_invoice',
      'update_customer_invoice',
      'delete_customer_invoice',
      'view_customer_transaction',
      'create_customer_transaction',
      'view_product',
    ],
  },
  { name: 'customer', description: 'A customer in self-care: own records only', permissions: owns },
]

/** Roles that the product itself knows by name. */
export const BUILT_IN_ROLES: readonly string[] = ['admin', 'customer']

/**
 * Brings the catalogue of permissions up to date. At the first start it creates the shipped roles; later ones restore only
 * what the product needs, so that a role which the operator has deleted stays away. Safe to run at every start.
 */
export async function ensureShippedRoles(db: Db): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('permission')
      .values(PERMISSIONS.map((name) => ({ name, description: null })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const isFirstStart = (await tx.selectFrom('role').select('id').limit(1).executeTakeFirst()) === undefined
    for (const shipped of SHIPPED_ROLES) {
      if (!isFirstStart && !BUILT_IN_ROLES.includes(shipped.name)) continue
      const role = await tx
        .insertInto('role')
        .values({ name: shipped.name, description: shipped.description })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!role) continue
      await tx
        .insertInto('role_permission')
        .columns(['role_id', 'permission_id'])
        .expression((select) =>
          select
            .selectFrom('permission')
            .select((row) => [row.val(role.id).as('role_id'), 'permission.id'])
            .where('permission.name', 'in', [...shipped.permissions]),
        )
        .execute()
    }
  })
}
