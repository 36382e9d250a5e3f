import { createUser } from '../identity/index.ts'
import type { Change } from '../platform/context.ts'

export type DemoLogin = { role: string; email: string; password: string }

type DemoUser = DemoLogin & { roles: string[]; firstName: string; lastName: string }

/** Log-ins of the demo, printed at every start of it; the administrator comes first. Never made in production. */
export const DEMO_LOGINS: readonly [DemoUser, ...DemoUser[]] = [
  {
    role: 'administrator',
    email: 'ada@demo.example',
    password: 'Demo-admin-1',
    roles: ['admin'],
    firstName: 'Ada',
    lastName: 'Byron',
  },
  {
    role: 'shop clerk',
    email: 'sam@demo.example',
    password: 'Demo-clerk-1',
    roles: ['customer_service_agent_1'],
    firstName: 'Sam',
    lastName: 'Okafor',
  },
  {
    role: 'support',
    email: 'tess@demo.example',
    password: 'Demo-support-1',
    roles: ['Support'],
    firstName: 'Tess',
    lastName: 'Lindqvist',
  },
  {
    role: 'finance',
    email: 'fin@demo.example',
    password: 'Demo-finance-1',
    roles: ['Finance'],
    firstName: 'Fin',
    lastName: 'Murray',
  },
]

export async function createDemoUsers(change: Change): Promise<void> {
  for (const login of DEMO_LOGINS) {
    await createUser(change, { ...login, username: login.email.split('@')[0] ?? login.email })
  }
}
