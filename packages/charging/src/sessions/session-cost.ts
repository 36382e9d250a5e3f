import type { Happening } from '../attributes/apply-attributes.ts'
import { cgridOf } from '../cdrs/cdr.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import { chargesOfPrice, eventCostOf, openLookup, priceUsage } from '../rating/index.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { Unit } from '../store/unit.ts'
import { field, startOf, torOf, wantedUsage } from './read-fields.ts'
import type { SessionRequest } from './session-request.ts'
import { attributed } from './session-subsystems.ts'

/** What the usage of an event would cost, without an account and without runs of chargers (section 8.6). */
export function sessionCost(unit: Unit, request: SessionRequest): object {
  const { happening, answer } = attributed(unit, request)
  return { Attributes: request.GetAttributes ? answer : null, EventCost: costOf(unit, happening) }
}

function costOf(unit: Unit, { tenant, event }: Happening): object {
  const destination = field(event, 'Destination')
  const start = startOf(event, unit.now)
  const price = priceUsage(openLookup(unit), {
    tenant,
    tor: torOf(event),
    category: field(event, 'Category') || 'call',
    subject: field(event, 'Subject') || field(event, 'Account'),
    destination,
    destinations: matchDestinations(unit, destination),
    at: start,
    usage: wantedUsage(event),
  })
  if ('error' in price) throw new RpcError(`RALS_ERROR:${price.error}`)
  const cgrid = cgridOf(field(event, 'OriginID'), field(event, 'OriginHost'))
  return eventCostOf({ ...price, cgrid, runId: '', start, charges: chargesOfPrice(price), account: null })
}
