import { roleEndpoints } from '@omnicrm/contract'
import type { Routes } from '../platform/http/routes.ts'
import {
  addMember,
  addPermissions,
  createPermission,
  createRole,
  deleteRole,
  listPermissions,
  membersOf,
  readRole,
  readRoles,
  removeMember,
  removePermission,
  updateRole,
} from './roles.ts'

const ALL_MEMBERS = 100_000

export function roleRoutes(routes: Routes): void {
  const done = { result: 'success' as const }
  routes.handle(roleEndpoints.list, ({ context }) => readRoles(context))
  routes.handle(roleEndpoints.get, ({ params, context }) => readRole(context, params.role_id))
  routes.handle(roleEndpoints.create, ({ body, context }) =>
    context.change(async (change) => readRole(change.context, await createRole(change, body))),
  )
  routes.handle(roleEndpoints.update, ({ params, body, context }) =>
    context.change(async (change) => {
      await updateRole(change, params.role_id, body)
      return readRole(change.context, params.role_id)
    }),
  )
  routes.handle(roleEndpoints.remove, async ({ params, context }) => {
    await context.change((change) => deleteRole(change, params.role_id))
    return done
  })
  routes.handle(roleEndpoints.addPermissions, ({ params, body, context }) =>
    context.change(async (change) => {
      await addPermissions(change, params.role_id, body)
      return readRole(change.context, params.role_id)
    }),
  )
  routes.handle(roleEndpoints.removePermission, async ({ params, context }) => {
    await context.change((change) => removePermission(change, params.role_id, params.permission_id))
    return done
  })
  routes.handle(roleEndpoints.users, async ({ params, context }) => {
    const role = await readRole(context, params.role_id)
    return role.user_count > role.users.length ? membersOf(context, role.id, ALL_MEMBERS) : role.users
  })
  routes.handle(roleEndpoints.addUser, ({ params, context }) =>
    context.change(async (change) => {
      await addMember(change, params.role_id, params.user_id)
      return readRole(change.context, params.role_id)
    }),
  )
  routes.handle(roleEndpoints.removeUser, async ({ params, context }) => {
    await context.change((change) => removeMember(change, params.role_id, params.user_id))
    return done
  })
  routes.handle(roleEndpoints.permissions, ({ context }) => listPermissions(context))
  routes.handle(roleEndpoints.createPermission, ({ body, context }) =>
    context.change((change) => createPermission(change, body)),
  )
}
