import { createHash, randomInt } from 'node:crypto'
import { text } from './text.ts'
import { isInteger, type Value } from './values.ts'

/** Whole numbers below a limit: truly random ones, or with a seed those that `random.Random(seed)` of Python gives. */
export function pythonRandom(seed: Value): (limit: number) => number {
  if (seed === null) return (limit) => randomInt(limit)
  const next = mersenneTwister(keyOf(seed))
  return (limit) => {
    const bits = limit.toString(2).length
    for (;;) {
      const drawn = bits <= 32 ? next() >>> (32 - bits) : next() + (next() >>> (64 - bits)) * 2 ** 32
      if (drawn < limit) return drawn
    }
  }
}

/** The seed's 32-bit words, the lowest first. */
function keyOf(seed: Value): number[] {
  let size: bigint
  if (isInteger(seed) || typeof seed === 'boolean') {
    const given = BigInt(seed as number | bigint | boolean)
    size = given < 0n ? -given : given
  } else {
    const bytes = Buffer.from(text(seed), 'utf8')
    const digest = createHash('sha512').update(bytes).digest()
    size = BigInt(`0x${Buffer.concat([bytes, digest]).toString('hex')}`)
  }
  const words: number[] = []
  for (let rest = size; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn))
  return words.length === 0 ? [0] : words
}

/** MT19937 (Matsumoto and Nishimura), begun with an array as CPython does. */
function mersenneTwister(key: number[]): () => number {
  const n = 624
  const state = new Uint32Array(n)
  state[0] = 19650218
  const at = (index: number) => state[index] as number
  for (let i = 1; i < n; i++) state[i] = Math.imul(1812433253, at(i - 1) ^ (at(i - 1) >>> 30)) + i
  let i = 1
  let j = 0
  const step = (factor: number, more: number, sign: 1 | -1) => {
    const mixed = Math.imul(at(i - 1) ^ (at(i - 1) >>> 30), factor)
    state[i] = (at(i) ^ mixed) + sign * more
    i++
    if (i >= n) {
      state[0] = at(n - 1)
      i = 1
    }
  }
  for (let k = Math.max(n, key.length); k > 0; k--) {
    step(1664525, (key[j] as number) + j, 1)
    j = (j + 1) % key.length
  }
  for (let k = n - 1; k > 0; k--) step(1566083941, i, -1)
  state[0] = 0x80000000
  let index = n
  return () => {
    if (index >= n) {
      for (let k = 0; k < n; k++) {
        const y = (at(k) & 0x80000000) | (at((k + 1) % n) & 0x7fffffff)
        state[k] = at((k + 397) % n) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
      }
      index = 0
    }
    let y = at(index++)
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
}
