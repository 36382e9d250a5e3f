import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../errors.ts'
import type { Actor } from '../guard/actor.ts'

/** Counts requests by API key, or by address (IPv6 by its /64), and refuses those above the limit. */
export type RequestLimit = {
  /** throws 429 with Retry-After; `actor` is missing for callers who were not admitted */
  count(request: FastifyRequest, reply: FastifyReply, actor: Actor | undefined): Promise<void>
}

/** Callers remembered at a time, each with one small counter; beyond that the one not seen longest is forgotten. */
const MOST_CALLERS = 10_000
const MINUTE_MS = 60_000

/**
 * The limit `rate_limit.api_per_minute`; 0 is none. Each process counts for itself. A wrong key counts for the address that
 * tries it, so that made-up keys give nobody more. What jobs and the charging engine call is the product's own work, and no
 * limit of its callers may stop it half-way.
 */
export function createRequestLimit(app: FastifyInstance, perMinute: number): RequestLimit {
  if (perMinute === 0) return { count: async () => undefined }
  const keys = new WeakMap<FastifyRequest, string>()
  const shared = { max: perMinute, timeWindow: MINUTE_MS, cache: MOST_CALLERS }
  const byAddress = app.createRateLimit(shared)
  const byKey = app.createRateLimit({ ...shared, keyGenerator: (request) => keys.get(request) ?? '' })
  return {
    async count(request, reply, actor) {
      if (actor?.job || actor?.initiatedBy === 'system') return
      const isKey = actor?.initiatedBy.startsWith('api_key:')
      if (isKey) keys.set(request, actor?.initiatedBy ?? '')
      const counted = await (isKey ? byKey : byAddress)(request)
      if (counted.isAllowed || !counted.isExceeded) return
      reply.header('retry-after', counted.ttlInSeconds)
      throw new DomainError(429, 'too_many_requests', `Too many requests; try again in ${counted.ttlInSeconds} seconds`)
    },
  }
}
