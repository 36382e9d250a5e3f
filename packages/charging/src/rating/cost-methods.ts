import { chargesOfPrice, eventCostOf } from '../debit/event-cost.ts'
import { matchDestinations } from '../destinations/destination-records.ts'
import type { Engine } from '../engine.ts'
import type { Decimal } from '../exact-decimal.ts'
import { zero } from '../exact-decimal.ts'
import { anything, decimal, text } from '../rpc/bind-members.ts'
import { readDecimal } from '../rpc/read-values.ts'
import { serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import type { Unit } from '../store/unit.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { parseTimeExpression } from '../times/parse-time-expression.ts'
import { isWithinLimit } from './limits.ts'
import { openLookup } from './open-lookup.ts'
import { presentDataCost } from './present-call-cost.ts'
import { type Price, priceUsage } from './price-usage.ts'
import { ANY } from './rate.ts'

const members = { Tenant: text, Category: text, Subject: text, AnswerTime: text, Destination: text }
type Asked = { Tenant: string; Category: string; Subject: string; AnswerTime: string; Destination: string }
const ZERO_TIME = new Date('0001-01-01T00:00:00Z')

/** What usage would cost, without an account (section 7.3). No member is mandatory. */
export const costMethods: Methods = {
  GetCost: method({ ...members, Usage: anything }, (engine, { Usage, ...asked }) => {
    const usage = readUsage(Usage)
    const start = parseTimeExpression(asked.AnswerTime, engine.now())
    return engine.read((unit) => {
      // The type of record is not set: the limit is that of other types, though the usage is priced as a call.
      const price = priceOf(engine, unit, { asked, usage, start, tor: '*voice', limitOf: '' })
      const charges = chargesOfPrice(price)
      return eventCostOf({ ...price, cgrid: '', runId: '', start, charges, account: null })
    })
  }),
  GetDataCost: method({ ...members, Usage: decimal }, (engine, { Usage: usage, ...sent }) => {
    const asked = { ...sent, Destination: sent.Destination || ANY }
    const start = parseTimeExpression(asked.AnswerTime, engine.now())
    return engine.read((unit) => {
      const price = priceOf(engine, unit, { asked, usage, start, tor: '*data', limitOf: '*data' })
      return presentDataCost(price, {
        Category: asked.Category,
        Tenant: asked.Tenant || engine.tenant,
        Subject: asked.Subject,
        Account: '',
        Destination: asked.Destination,
        ToR: '*data',
      })
    })
  }),
}

function priceOf(
  engine: Engine,
  unit: Unit,
  {
    asked,
    usage,
    start,
    tor,
    limitOf,
  }: { asked: Asked; usage: Decimal; start: Date | null; tor: string; limitOf: string },
): Price {
  if (!isWithinLimit(limitOf, usage)) throw serverError('MAX_USAGE_EXCEEDED')
  const price = priceUsage(openLookup(unit), {
    tenant: asked.Tenant || engine.tenant,
    category: asked.Category || 'call',
    subject: asked.Subject,
    destination: asked.Destination,
    destinations: matchDestinations(unit, asked.Destination),
    tor,
    at: start ?? ZERO_TIME,
    usage,
  })
  if ('error' in price) throw serverError(price.error)
  return price
}

function readUsage(value: unknown): Decimal {
  if (value === undefined || value === null || value === '') return zero
  return typeof value === 'string' ? parseDuration(value.trim()) : readDecimal(value, 'Usage')
}
