import { hash } from 'node:crypto'
import { cryptDigits } from './crypt-digits.ts'

type Places = [number, number, number][]

/** Each three places follow from the three before. */
function places(first: [number, number, number], count: number, turn: 'left' | 'right'): Places {
  const rows: Places = [first]
  while (rows.length < count) {
    const [a, b, c] = rows.at(-1) as [number, number, number]
    rows.push(turn === 'left' ? [b + 1, c + 1, a + 1] : [c + 1, a + 1, b + 1])
  }
  return rows
}

const orders: Record<'sha256' | 'sha512', Places> = {
  sha256: [...places([0, 10, 20], 10, 'right'), [-1, 31, 30]],
  sha512: [...places([0, 21, 42], 21, 'left'), [-1, -1, 63]],
}

/** The digits after the salt of SHA-crypt (Drepper, "Unix crypt using SHA-256 and SHA-512"). */
export function shaCrypt(
  kind: 'sha256' | 'sha512',
  password: string,
  options: { salt: string; rounds: number },
): string {
  const size = kind === 'sha512' ? 64 : 32
  const key = Buffer.from(password, 'utf8')
  const salt = Buffer.from(options.salt, 'utf8')
  const digest = (...parts: Uint8Array[]): Buffer => hash(kind, Buffer.concat(parts), 'buffer')
  const stretched = (block: Buffer, length: number): Buffer =>
    Buffer.concat([...Array.from({ length: Math.floor(length / size) }, () => block), block.subarray(0, length % size)])
  const inner = digest(key, salt, key)
  const parts: Buffer[] = [key, salt, stretched(inner, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) parts.push(bits & 1 ? inner : key)
  let at = digest(...parts)
  const p = stretched(digest(...Array.from({ length: key.length }, () => key)), key.length)
  const s = stretched(digest(...Array.from({ length: 16 + (at[0] ?? 0) }, () => salt)), salt.length)
  for (let round = 0; round < options.rounds; round++) {
    const odd = round % 2 === 1
    const pieces: Uint8Array[] = [odd ? p : at]
    if (round % 3 !== 0) pieces.push(s)
    if (round % 7 !== 0) pieces.push(p)
    pieces.push(odd ? at : p)
    at = digest(...pieces)
  }
  return cryptDigits(at, orders[kind])
}
