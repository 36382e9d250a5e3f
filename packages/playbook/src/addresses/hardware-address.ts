/** A MAC address (48 bits) or an EUI-64. */
export type HardwareAddress = { bits: 48 | 64; value: bigint }

/** Words, their longest number of digits, and what may stand between them. */
const forms: { bits: 48 | 64; words: number; digits: string; between: string[] }[] = [
  { bits: 48, words: 6, digits: '{1,2}', between: [':', '-'] },
  { bits: 48, words: 3, digits: '{1,4}', between: [':', '-', '\\.'] },
  { bits: 48, words: 2, digits: '{5,6}', between: ['-', ':'] },
  { bits: 48, words: 1, digits: '{11,12}', between: [''] },
  { bits: 64, words: 8, digits: '{1,2}', between: [':', '-'] },
  { bits: 64, words: 4, digits: '{1,4}', between: [':', '-', '\\.'] },
  { bits: 64, words: 1, digits: '{16}', between: [''] },
]

const patterns = forms.flatMap(({ bits, words, digits, between }) =>
  between.map((separator) => ({
    bits,
    size: BigInt(bits / words),
    pattern: new RegExp(`^${Array.from({ length: words }, () => `([0-9a-f]${digits})`).join(separator)}$`, 'i'),
  })),
)

/** An address as Unix, Windows, Cisco and PostgreSQL write it, or as a plain decimal number. */
export function readHardwareAddress(source: string): HardwareAddress | undefined {
  for (const bits of [48, 64] as const) {
    for (const { size, pattern } of patterns.filter((one) => one.bits === bits)) {
      const words = pattern.exec(source)?.slice(1)
      if (words) return { bits, value: words.reduce((value, word) => (value << size) | BigInt(`0x${word}`), 0n) }
    }
    const value = /^\s*\+?\d+\s*$/.test(source) ? BigInt(source.trim().replace('+', '')) : undefined
    if (value !== undefined && value < 1n << BigInt(bits)) return { bits, value }
  }
  return undefined
}

type Style = { size: number; separator: string; digits: number; upper?: boolean }
const windows: Style = { size: 8, separator: '-', digits: 2, upper: true }
const postgres: Style = { size: 24, separator: ':', digits: 6 }
const styles: Record<string, Style> = {
  bare: { size: 48, separator: '', digits: 12, upper: true },
  cisco: { size: 16, separator: '.', digits: 4 },
  eui48: windows,
  linux: { size: 8, separator: ':', digits: 2 },
  pgsql: postgres,
  postgresql: postgres,
  psql: postgres,
  unix: { size: 8, separator: ':', digits: 1 },
  win: windows,
}

/** The address in one of these styles; undefined when there is none of that name, or it has no place for 64 bits. */
export function hardwareAddressText({ bits, value }: HardwareAddress, name: string): string | undefined {
  const style = Object.hasOwn(styles, name) ? styles[name] : undefined
  if (!style || bits % style.size !== 0) return undefined
  const mask = (1n << BigInt(style.size)) - 1n
  const words = Array.from({ length: bits / style.size }, (_, index) =>
    ((value >> BigInt(bits - style.size * (index + 1))) & mask).toString(16).padStart(style.digits, '0'),
  )
  const shown = words.join(style.separator)
  return style.upper ? shown.toUpperCase() : shown
}

/** The number that IPv6 takes for the host of this address (RFC 4291, 2.5.1). */
export function interfaceNumber({ bits, value }: HardwareAddress): bigint {
  const whole = bits === 64 ? value : ((value >> 24n) << 40n) | 0xfffe000000n | (value & 0xffffffn)
  return whole ^ (1n << 57n)
}
