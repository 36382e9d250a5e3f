import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../config/effective-config.ts'
import type { Platform } from '../platform.ts'

/**
 * Whether a browser says that a page of another site made it send this (Fetch Metadata, or else Origin); programs say neither.
 * Own are the host that was asked and, for proxies that ask by another name, the configured address of the web app.
 */
export function isFromAnotherSite(
  request: FastifyRequest,
  { config, addresses }: Pick<Platform, 'config' | 'addresses'>,
): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (typeof site === 'string') return site !== 'same-origin' && site !== 'none'
  if (origin === undefined) return false
  const host = URL.parse(origin)?.host
  return host !== request.host && host !== URL.parse(baseUrl(config, addresses.port))?.host
}
