import type { FastifyRequest } from 'fastify'

/** Whether a browser says that a page of another site made it send this (Fetch Metadata, or else Origin); programs say neither. */
export function isFromAnotherSite(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none'
  return origin !== undefined && URL.parse(origin)?.host !== request.host
}
