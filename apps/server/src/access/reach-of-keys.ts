import * as contract from '@omnicrm/contract'
import { forbidden } from '../platform/errors.ts'
import { type Actor, holds } from '../platform/guard/actor.ts'
import { requireHeld } from './grants.ts'

const endpoints: contract.Endpoint[] = Object.entries(contract)
  .filter(([name]) => name.endsWith('Endpoints'))
  .flatMap(([, group]) => Object.values(group as Record<string, contract.Endpoint>))

/**
 * Nobody hands out more than they hold. A key of a customer has own-scope permissions, which open that customer's rows: whoever
 * gives them must reach by their own permissions, for any customer, all that they open. Throws 403 naming the first one lacking.
 */
export function requireMayGive(
  actor: Actor,
  key: { customerId: number | null; readOnly: boolean; permissions: readonly string[] },
): void {
  if (key.customerId === null) {
    requireHeld(actor, key.permissions)
    return
  }
  const lacking = key.permissions.find((own) => !opensNoMoreThan(actor, own, key.readOnly))
  if (lacking !== undefined)
    throw forbidden(`You cannot give a customer's key ${lacking}: you may not do yourself all that it opens`)
}

function opensNoMoreThan(actor: Actor, own: string, readOnly: boolean): boolean {
  return endpoints.every(({ access, method }) => {
    if (typeof access === 'string' || access.own !== own || (readOnly && method !== 'GET')) return true
    return access.permission.some((permission) => holds(actor, permission))
  })
}
