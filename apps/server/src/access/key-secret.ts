import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { Seal } from '../platform/seal.ts'

const PREFIX = 'sk_live_'
const LENGTH = 40
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Hashes a presented key; hex. Same key, same hash, so that it can be looked up. */
export type KeyHash = (key: string) => string

/** A new key: prefix and 40 characters, some 238 bits. */
export function generateKey(): string {
  return PREFIX + Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

export function lastFourOf(key: string): string {
  return key.slice(-4)
}

export function maskKey(lastFour: string): string {
  return `${PREFIX}…${lastFour}`
}

/**
 * HMAC-SHA256 with a key of the installation, so that a copy of the table neither opens anything nor can be guessed at. A slow
 * hash would add nothing: keys are random, not chosen by people.
 */
export function createKeyHash(seal: Seal): KeyHash {
  const secret = seal.deriveKey('api key hash')
  return (key) => createHmac('sha256', secret).update(key).digest('hex')
}

/** Compares two hashes in constant time. */
export function sameHash(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
