import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ZId, ZOptionalText, ZSuccess } from './fields.ts'

export const ZPermission = z.object({ id: z.number(), name: z.string(), description: z.string().nullable() })
export type Permission = z.output<typeof ZPermission>

export const ZRoleMember = z.object({
  id: z.number(),
  username: z.string(),
  email: z.string(),
  first_name: z.string(),
  last_name: z.string(),
})
export type RoleMember = z.output<typeof ZRoleMember>

export const ZRole = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string().nullable(),
  permissions: z.array(ZPermission),
  user_count: z.number(),
  /** the product itself needs the role: it keeps its name and cannot be deleted */
  built_in: z.boolean(),
})
export type Role = z.output<typeof ZRole>

/** `users`: the first thousand; all of them by ROLE-8. */
export const ZRoleDetail = ZRole.extend({ users: z.array(ZRoleMember) })
export type RoleDetail = z.output<typeof ZRoleDetail>

const ZRoleName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .regex(/^[^,]*$/, 'must not contain a comma')
const ZPermissionName = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .string()
      .max(100)
      .regex(/^[a-z][a-z0-9_]*$/, 'must have letters, digits and underscores only'),
  )

const roleId = z.object({ role_id: ZId })
const member = z.object({ role_id: ZId, user_id: ZId })
const admin = { permission: ['admin'] } as const

export const roleEndpoints = {
  list: endpoint({
    id: 'ROLE-1',
    method: 'GET',
    path: '/crm/auth/roles',
    aliases: ['/auth/roles'],
    tag: 'Roles',
    summary: 'All roles with their permissions.',
    access: admin,
    response: z.array(ZRole),
  }),
  create: endpoint({
    id: 'ROLE-2',
    method: 'POST',
    path: '/crm/auth/roles',
    aliases: ['/auth/roles'],
    tag: 'Roles',
    summary: 'Creates a role without permissions.',
    access: admin,
    body: z.object({ name: ZRoleName, description: ZOptionalText }),
    response: ZRoleDetail,
  }),
  get: endpoint({
    id: 'ROLE-3',
    method: 'GET',
    path: '/crm/auth/roles/:role_id',
    aliases: ['/auth/roles/:role_id'],
    tag: 'Roles',
    summary: 'One role with permissions and users.',
    access: admin,
    params: roleId,
    response: ZRoleDetail,
  }),
  update: endpoint({
    id: 'ROLE-4',
    method: 'PUT',
    path: '/crm/auth/roles/:role_id',
    aliases: ['/auth/roles/:role_id'],
    tag: 'Roles',
    summary: 'Changes name and description.',
    access: admin,
    params: roleId,
    body: z.object({ name: ZRoleName, description: ZOptionalText }).partial(),
    response: ZRoleDetail,
  }),
  remove: endpoint({
    id: 'ROLE-5',
    method: 'DELETE',
    path: '/crm/auth/roles/:role_id',
    aliases: ['/auth/roles/:role_id'],
    tag: 'Roles',
    summary: 'Deletes a role and takes it from all its users.',
    access: admin,
    params: roleId,
    response: ZSuccess,
  }),
  addPermissions: endpoint({
    id: 'ROLE-6',
    method: 'POST',
    path: '/crm/auth/roles/:role_id/permissions',
    aliases: ['/auth/roles/:role_id/permissions'],
    tag: 'Roles',
    summary: 'Adds one permission or several; counts at once.',
    access: admin,
    params: roleId,
    body: z
      .object({ permission_id: ZId.optional(), permission_ids: z.array(ZId).max(500).optional() })
      .transform((body) => [...(body.permission_ids ?? []), ...(body.permission_id ? [body.permission_id] : [])])
      .pipe(z.array(z.number()).min(1, 'permission_id or permission_ids is required')),
    response: ZRoleDetail,
  }),
  removePermission: endpoint({
    id: 'ROLE-7',
    method: 'DELETE',
    path: '/crm/auth/roles/:role_id/permissions/:permission_id',
    aliases: ['/auth/roles/:role_id/permissions/:permission_id'],
    tag: 'Roles',
    summary: 'Takes a permission from a role.',
    access: admin,
    params: z.object({ role_id: ZId, permission_id: ZId }),
    response: ZSuccess,
  }),
  users: endpoint({
    id: 'ROLE-8',
    method: 'GET',
    path: '/crm/auth/roles/:role_id/users',
    aliases: ['/auth/roles/:role_id/users'],
    tag: 'Roles',
    summary: 'The users who hold a role.',
    access: admin,
    params: roleId,
    response: z.array(ZRoleMember),
  }),
  addUser: endpoint({
    id: 'ROLE-9',
    method: 'POST',
    path: '/crm/auth/roles/:role_id/users/:user_id',
    aliases: ['/auth/roles/:role_id/users/:user_id'],
    tag: 'Roles',
    summary: 'Gives a role to a user, besides those they have.',
    access: admin,
    params: member,
    response: ZRoleDetail,
  }),
  removeUser: endpoint({
    id: 'ROLE-10',
    method: 'DELETE',
    path: '/crm/auth/roles/:role_id/users/:user_id',
    aliases: ['/auth/roles/:role_id/users/:user_id'],
    tag: 'Roles',
    summary: 'Takes a role from a user.',
    access: admin,
    params: member,
    response: ZSuccess,
  }),
  permissions: endpoint({
    id: 'PERM-1',
    method: 'GET',
    path: '/crm/auth/permissions',
    aliases: ['/auth/permissions'],
    tag: 'Roles',
    summary: 'All permissions.',
    access: admin,
    response: z.array(ZPermission),
  }),
  createPermission: endpoint({
    id: 'PERM-2',
    method: 'POST',
    path: '/crm/auth/permissions',
    aliases: ['/auth/permissions'],
    tag: 'Roles',
    summary: 'Adds a permission of the operator’s own.',
    access: admin,
    body: z.object({ name: ZPermissionName, description: ZOptionalText }),
    response: ZPermission,
  }),
}
