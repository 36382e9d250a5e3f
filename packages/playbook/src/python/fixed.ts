/** `value` with so many decimals, ties to even as Python rounds (`0.125` gives "0.12"; JavaScript gives "0.13"). */
export function fixed(value: number, digits: number): string {
  const shown = value.toFixed(Math.min(digits, 100))
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return shown
  const exact = value.toFixed(100)
  const rest = exact.slice(exact.indexOf('.') + 1 + digits)
  if (!/^50*$/.test(rest)) return shown
  const cut = digits === 0 ? exact.slice(0, exact.indexOf('.')) : exact.slice(0, exact.indexOf('.') + 1 + digits)
  return Number(cut.at(-1)) % 2 === 0 ? cut : shown
}

/** `round(value, digits)` of Python. */
export function rounded(value: number, digits: number): number {
  if (digits >= 0) return Number(fixed(value, digits))
  const step = 10 ** -digits
  const down = Math.floor(value / step)
  const rest = value / step - down
  const even = down % 2 === 0 ? down : down + 1
  return (rest === 0.5 ? even : Math.round(value / step)) * step
}
