export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Digits of crypt's own Base64: of each three bytes, the low bits first. A place of −1 stands for no byte. */
export function cryptDigits(bytes: Uint8Array, places: [number, number, number][]): string {
  let out = ''
  for (const [a, b, c] of places) {
    const word = ((bytes[a] ?? 0) << 16) | ((bytes[b] ?? 0) << 8) | (bytes[c] ?? 0)
    const digits = b < 0 ? 2 : a < 0 ? 3 : 4
    for (let digit = 0; digit < digits; digit++) out += cryptAlphabet[(word >> (6 * digit)) & 63]
  }
  return out
}
