/** Number of the tab that an address hash names (`#3` or `3`); the first allowed one when it names none of them. */
export function tabOf(hash: string, allowed: readonly number[]): number | undefined {
  const wanted = Number(/^#?(\d+)$/.exec(hash)?.[1])
  return allowed.includes(wanted) ? wanted : allowed[0]
}
