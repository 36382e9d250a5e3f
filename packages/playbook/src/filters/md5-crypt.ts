import { hash } from 'node:crypto'
import { cryptDigits } from './crypt-digits.ts'

/** The digits after the salt of MD5-crypt (Kamp), which old equipment still wants. */
export function md5Crypt(password: string, given: { salt: string }): string {
  const key = Buffer.from(password, 'utf8')
  const salt = Buffer.from(given.salt, 'utf8')
  const digest = (...parts: Uint8Array[]): Buffer => hash('md5', Buffer.concat(parts), 'buffer')
  const inner = digest(key, salt, key)
  const parts: Buffer[] = [key, Buffer.from('$1$'), salt]
  for (let left = key.length; left > 0; left -= 16) parts.push(inner.subarray(0, Math.min(16, left)))
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? Buffer.from([0]) : key.subarray(0, 1))
  let at = digest(...parts)
  for (let round = 0; round < 1000; round++) {
    const odd = round % 2 === 1
    const pieces: Buffer[] = [odd ? key : at]
    if (round % 3 !== 0) pieces.push(salt)
    if (round % 7 !== 0) pieces.push(key)
    pieces.push(odd ? at : key)
    at = digest(...pieces)
  }
  return cryptDigits(at, [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
    [-1, -1, 11],
  ])
}
