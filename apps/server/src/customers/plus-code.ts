import { createRequire } from 'node:module'
import type OpenLocationCode from 'open-location-code-typescript'
import { invalid } from '../platform/errors.ts'

// The package is CommonJS with a `default` member, which loaders unwrap differently; require does it one way everywhere.
const PlusCode = createRequire(import.meta.url)('open-location-code-typescript')
  .default as typeof OpenLocationCode.default

/**
 * The Plus Code of a position, 11 characters such as `9C3XGV4C+XV`. A code that is given is checked instead; a blank twelfth
 * character is tolerated (data model, C28).
 */
export function plusCodeOf(latitude: number, longitude: number, given?: string | null): string {
  if (!given) return PlusCode.encode(latitude, longitude, 10)
  const code = given.trim().toUpperCase()
  if (code.length !== 11 || !PlusCode.isFull(code))
    throw invalid('plus_code', 'must be a full Plus Code of 11 characters such as 9C3XGV4C+XV')
  return code
}
