import * as contract from '@omnicrm/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts'

/*
 * Every route of the API page, as nobody, as each shipped role and as a key with each single permission, held against what the
 * contract declares. Ids that do not exist and empty bodies: the guard decides before either is looked at.
 */

type Caller = {
  name: string
  headers: Record<string, string>
  permissions: ReadonlySet<string>
  customerId: number | null
}
type Declared = { method: string; path: string; endpoint: contract.Endpoint }

const endpoints: contract.Endpoint[] = Object.entries(contract)
  .filter(([name]) => name.endsWith('Endpoints'))
  .flatMap(([, group]) => Object.values(group as Record<string, contract.Endpoint>))

/** Rules of their own that answer 403 to some who pass the guard: machines only, or the other way round staff only. */
const OWN_RULES = new Set([
  'POST /crm/provision/simple_provision_addon/service_id/{service_id}/product_id/{product_id}',
  'POST /crm/provision/simple_provision_addon_recharge/service_id/{service_id}/product_id/{product_id}',
  'POST /crm/auth/impersonate',
])

let product: TestProduct
let documented: Declared[]

beforeAll(async () => {
  product = await startTestProduct({ now: '2025-01-10T10:00:00Z' })
  const { body } = await product.nobody.get('/crm/docs/json')
  documented = Object.entries<Record<string, unknown>>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path, endpoint: endpointOf(method, path) })),
  )
})
afterAll(() => product?.close())

function endpointOf(method: string, path: string): contract.Endpoint {
  const plain = (text: string): string => text.replace(/:(\w+)/g, '{$1}').replace(/(.)\/$/, '$1')
  const found = endpoints.find((entry) => entry.method === method.toUpperCase() && plain(entry.path) === plain(path))
  if (!found) throw new Error(`${method} ${path} is documented, but not declared`)
  return found
}

async function userOf(role: string, contactId?: number): Promise<Caller> {
  const client = await product.signInAs({ roles: [role], ...(contactId === undefined ? {} : { contactId }) })
  const { user, permissions } = (await client.get('/auth/me')).body
  return {
    name: role,
    headers: { authorization: `Bearer ${client.token}` },
    permissions: new Set(permissions),
    customerId: user.customer_id,
  }
}

async function keyWith(permission: string): Promise<Caller> {
  const made = await product.admin.post('/crm/api-keys', { name: permission, permissions: [permission] })
  if (made.status !== 200) throw new Error(made.text)
  return {
    name: `key with ${permission}`,
    headers: { 'x-api-key': made.body.api_key },
    permissions: new Set([permission]),
    customerId: null,
  }
}

async function call(route: Declared, headers: Record<string, string>): Promise<number> {
  const path = route.path.replace('{session_id}', crypto.randomUUID()).replaceAll(/\{[^}]+\}/g, '999999')
  const response = await fetch(product.url + path, { method: route.method, headers })
  await response.arrayBuffer()
  return response.status
}

/** What the declaration says for this caller: in, out, or in for the rows of one customer. */
function expectation(route: Declared, caller: Caller): 'in' | 'out' | 'own' {
  const { access } = route.endpoint
  if (access === 'public' || access === 'signedIn') return 'in'
  if (caller.permissions.has('admin') || access.permission.some((name) => caller.permissions.has(name))) return 'in'
  return access.own && caller.permissions.has(access.own) && caller.customerId !== null ? 'own' : 'out'
}

/** The routes where the answer is not what the declaration says. */
async function disagreements(caller: Caller): Promise<string[]> {
  const wrong: string[] = []
  const guarded = documented.filter(({ endpoint }) => typeof endpoint.access === 'object')
  for (let at = 0; at < guarded.length; at += 8) {
    await Promise.all(
      guarded.slice(at, at + 8).map(async (route) => {
        const name = `${route.method} ${route.path}`
        const expected = expectation(route, caller)
        const status = await call(route, caller.headers)
        // A row outside the own scope is answered with 403 too, so `own` only says that the caller is known.
        const agrees =
          expected === 'out'
            ? status === 403
            : expected === 'own'
              ? status !== 401 && status < 500
              : status !== 401 && status < 500 && (status !== 403 || OWN_RULES.has(name))
        if (!agrees) wrong.push(`${caller.name}: ${name} answered ${status}, expected ${expected}`)
      }),
    )
  }
  return wrong
}

test('every documented route is declared in the contract with its access', () => {
  expect(documented.length).toBeGreaterThan(100)
})

test('nobody gets past any route that is not declared public [AUTH-14]', async () => {
  for (const route of documented.filter(({ endpoint }) => endpoint.access !== 'public'))
    expect(await call(route, {}), `${route.method} ${route.path}`).toBe(401)
})

test('what is public is what the API contract lists as public', () => {
  const open = documented.filter(({ endpoint }) => endpoint.access === 'public').map(({ endpoint }) => endpoint.id)
  const listed = [
    'AUTH-1',
    'AUTH-2',
    'AUTH-3',
    'AUTH-4',
    'AUTH-5',
    'AUTH-7',
    'AUTH-8',
    'TFA-3',
    'TFA-6',
    'AUTH-12',
    'TFA-12',
    'TFA-13',
    'SYS-1',
    'SYS-7',
  ]
  expect([...new Set(open)].sort().filter((id) => !listed.includes(id))).toEqual([])
})

test.each(['admin', 'customer_service_agent_1', 'Support', 'Finance'])(
  'the role %s opens what its permissions say and nothing else [USER-29] [USER-33]',
  async (role) => {
    expect(await disagreements(await userOf(role))).toEqual([])
  },
)

test('the role customer opens what its own-scope permissions say and nothing else [USER-31]', async () => {
  const made = await product.admin.put('/crm/customer/', {
    customer_name: 'Self',
    contacts: [{ contact_firstname: 'S', contact_lastname: 'C' }],
  })
  expect(await disagreements(await userOf('customer', made.body.contacts[0].contact_id))).toEqual([])
})

test('a customer’s user without a contact reaches nothing [USER-31]', async () => {
  expect(await disagreements(await userOf('customer'))).toEqual([])
})

test('a key with one permission opens what that permission says and nothing else [KEY-07] [USER-30]', {
  timeout: 120_000,
}, async () => {
  const declared = documented.flatMap(({ endpoint: { access } }) =>
    typeof access === 'object' ? [...access.permission, ...(access.own ? [access.own] : [])] : [],
  )
  const wrong: string[] = []
  for (const permission of new Set(declared)) {
    if (permission !== 'admin') wrong.push(...(await disagreements(await keyWith(permission))))
  }
  expect(wrong).toEqual([])
})
