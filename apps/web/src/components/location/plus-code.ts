const DIGITS = '23456789CFGHJMPQRVWX'
/** Smallest step of a 10-digit code: 1/8000 of a degree. */
const STEPS = 8000

/**
 * Plus Code (Open Location Code, 10 digits and "+") of a position, as the server works it out:
 * 51.5074, -0.1278 gives `9C3XGV4C+XV`. Undefined for what is no position.
 * Source: Open Location Code specification, "Encoding".
 */
export function plusCodeOf(latitude: number, longitude: number): string | undefined {
  if (!Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined
  // the north pole belongs to the southernmost cell that touches it
  let north = Math.min(steps(latitude + 90), 180 * STEPS - 1)
  let east = steps(longitude + 180) % (360 * STEPS)
  let code = ''
  for (let pair = 0; pair < 5; pair += 1) {
    code = digit(north % 20) + digit(east % 20) + code
    north = Math.floor(north / 20)
    east = Math.floor(east / 20)
  }
  return `${code.slice(0, 8)}+${code.slice(8)}`
}

function steps(degrees: number): number {
  // binary fractions: 0.1 * 8000 must not fall one cell short
  return Math.floor(Number((degrees * STEPS).toFixed(6)))
}

function digit(value: number): string {
  return DIGITS[value] ?? ''
}
