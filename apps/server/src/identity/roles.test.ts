import { PERMISSIONS } from '@omnicrm/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

let product: TestProduct
beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
})
afterAll(() => product?.close())

type Route = { method: string; path: string; permissions: string[] }

/** Every route that asks for permissions, from the API page. */
async function guardedRoutes(): Promise<Route[]> {
  const { body } = await product.nobody.get('/crm/docs/json')
  return Object.entries<Record<string, { description: string }>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { description }]) => {
      const named = /Permission ([\w ]+?)[.;]/.exec(description)?.[1]
      // Simple provisioning takes keys and addresses only, whatever a user may do.
      const forPeople = named && !path.includes('simple_provision')
      return forPeople ? [{ method: method.toUpperCase(), path, permissions: named.split(' or ') }] : []
    }),
  )
}

/** Calls a route for things that do not exist, without a body: a caller who may gets 200, 400, 404 or 409, never 401 or 403. */
async function statusOf(client: Client, route: Route): Promise<number> {
  const response = await fetch(product.url + route.path.replaceAll(/\{[^}]+\}/g, '999999'), {
    method: route.method,
    headers: { authorization: `Bearer ${client.token}` },
  })
  return response.status
}

async function withRole(name: string, permissions: readonly string[]): Promise<Client> {
  const role = (await product.admin.post('/auth/roles', { name })).body.id
  const known: { id: number; name: string }[] = (await product.admin.get('/auth/permissions')).body
  const ids = known.filter((permission) => permissions.includes(permission.name)).map((permission) => permission.id)
  await product.admin.post(`/auth/roles/${role}/permissions`, { permission_ids: ids })
  return product.signInAs({ roles: [name] })
}

const view = PERMISSIONS.filter((name) => name.startsWith('view_') && !name.startsWith('view_own_'))
const DESIGNS: Record<string, readonly string[]> = {
  'Support design': ['view_customer', 'view_customer_service', 'view_communication', 'view_provision'],
  'Finance design': ['view_customer_invoice', 'view_customer_transaction', 'view_product', 'create_customer_invoice'],
  'Customer Admin': PERMISSIONS.filter((name) => name.startsWith('view_own_')),
  'Read-only Auditor': view,
}

test('the first administrator exists after deployment [USER-35]', async () => {
  const list = await product.admin.get('/auth/users?sort=id&order=asc')
  expect(list.body.data[0]).toMatchObject({ id: 1, email: 'ada@example.com', roles: ['admin'], active: true })
})

test('the permission admin opens every protected route, whatever the role is called [USER-33]', async () => {
  const client = await withRole('System Admin', ['admin'])
  const routes = await guardedRoutes()
  expect(routes.length).toBeGreaterThan(75)
  for (const route of routes)
    expect([401, 403], `${route.method} ${route.path}`).not.toContain(await statusOf(client, route))
})

test('the roles that the guide describes reach what they name and nothing else [USER-34]', async () => {
  const routes = await guardedRoutes()
  for (const [name, held] of Object.entries(DESIGNS)) {
    const client = await withRole(name, held)
    for (const route of routes) {
      const may = route.permissions.some((permission) => held.includes(permission))
      const status = await statusOf(client, route)
      expect(status === 403, `${name}: ${route.method} ${route.path} answered ${status}`).toBe(!may)
    }
  }
})

test('there is no "view own" of products and broadcasts [USER-32]', () => {
  const own = PERMISSIONS.filter((name) => name.startsWith('view_own_'))
  expect(own).not.toContain('view_own_product')
  expect(own).not.toContain('view_own_cbc_message')
  expect(own.length).toBe(14)
})
