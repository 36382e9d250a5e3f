import { type Version, widthOf } from './address-text.ts'
import { firstOf, lastOf, type Network } from './network.ts'

type Range = { version: Version; first: bigint; last: bigint; own?: Network }

/** The fewest networks that hold the same addresses; one that touches no other stays as it is written. */
export function mergedNetworks(networks: Network[]): Network[] {
  const ranges = networks
    .map((own): Range => ({ version: own.version, first: firstOf(own), last: lastOf(own), own }))
    .sort((a, b) => a.version - b.version || order(a.last, b.last) || order(a.first, b.first))
  for (let at = ranges.length - 1; at > 0; at--) {
    const [lower, upper] = [ranges[at - 1] as Range, ranges[at] as Range]
    if (lower.version !== upper.version || upper.first - 1n > lower.last) continue
    const first = order(lower.first, upper.first) < 0 ? lower.first : upper.first
    ranges.splice(at - 1, 2, { version: upper.version, first, last: upper.last })
  }
  return ranges.flatMap((range) => (range.own ? [range.own] : networksOfRange(range)))
}

/** The networks that make up a range, each as large as its place allows. */
function networksOfRange({ version, first, last }: Range): Network[] {
  const found: Network[] = []
  for (let at = first; at <= last; ) {
    let bits = 0
    const fits = (size: number) => (at & ((1n << BigInt(size)) - 1n)) === 0n && at + (1n << BigInt(size)) - 1n <= last
    while (bits < widthOf(version) && fits(bits + 1)) bits++
    found.push({ version, value: at, prefix: widthOf(version) - bits })
    at += 1n << BigInt(bits)
  }
  return found
}

/** The smallest network that holds all of these; undefined when they are of both versions. */
export function spanningNetwork(networks: Network[]): Network | undefined {
  const sorted = [...networks].sort(
    (a, b) =>
      a.version - b.version ||
      order(firstOf(a), firstOf(b)) ||
      a.prefix - b.prefix ||
      order(a.value - firstOf(a), b.value - firstOf(b)),
  )
  const [lowest, highest] = [sorted[0], sorted.at(-1)]
  if (!lowest || !highest || lowest.version !== highest.version) return undefined
  const { version } = lowest
  let { prefix } = highest
  let value = lastOf(highest)
  while (prefix > 0 && value > firstOf(lowest)) value = firstOf({ version, value, prefix: --prefix })
  return { version, value, prefix }
}

const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
