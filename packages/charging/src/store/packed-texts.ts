/** Texts by key, outside the JavaScript heap: a million of them cost the garbage collector nothing. */
export type PackedTexts = {
  readonly size: number
  get(key: string): string | undefined
  has(key: string): boolean
  /** true when the key is new */
  set(key: string, text: string): boolean
  /** false when there was none */
  delete(key: string): boolean
  keys(): Iterable<string>
}

const GRAIN = 64
const SLAB_BYTES = 8 * 1024 * 1024
const GRAINS_PER_SLAB = SLAB_BYTES / GRAIN
/** A longer text lies on its own, as a plain string. */
const LONGEST = SLAB_BYTES / 8
const HEADER = 4
const ON_ITS_OWN = -1

/**
 * Each text lies in a run of 64-byte grains of a slab, its length in front. A run that is given up is used again for
 * the next text of as many grains.
 */
export function createPackedTexts(): PackedTexts {
  const places = new Map<string, number>()
  const long = new Map<string, string>()
  const slabs: Buffer[] = []
  const free: number[][] = []
  let next = GRAINS_PER_SLAB

  const take = (grains: number): number => {
    const again = free[grains]?.pop()
    if (again !== undefined) return again
    if (next + grains > GRAINS_PER_SLAB) {
      slabs.push(Buffer.allocUnsafeSlow(SLAB_BYTES))
      next = 0
    }
    const place = (slabs.length - 1) * GRAINS_PER_SLAB + next
    next += grains
    return place
  }
  const giveBack = (place: number, grains: number) => {
    const list = free[grains]
    if (list === undefined) free[grains] = [place]
    else list.push(place)
  }
  const slabOf = (place: number): Buffer => slabs[Math.floor(place / GRAINS_PER_SLAB)] as Buffer
  const offsetOf = (place: number): number => (place % GRAINS_PER_SLAB) * GRAIN
  const grainsAt = (place: number): number => grainsFor(slabOf(place).readUInt32LE(offsetOf(place)))

  const packed: PackedTexts = {
    get size() {
      return places.size
    },
    has: (key) => places.has(key),
    keys: () => places.keys(),
    get: (key) => {
      const place = places.get(key)
      if (place === undefined) return undefined
      if (place === ON_ITS_OWN) return long.get(key)
      const slab = slabOf(place)
      const offset = offsetOf(place)
      return slab.toString('utf8', offset + HEADER, offset + HEADER + slab.readUInt32LE(offset))
    },
    set: (key, text) => {
      const bytes = Buffer.byteLength(text)
      const old = places.get(key)
      if (bytes > LONGEST) {
        packed.delete(key)
        long.set(key, text)
        places.set(key, ON_ITS_OWN)
        return old === undefined
      }
      const grains = grainsFor(bytes)
      let place = old
      if (place === undefined || place === ON_ITS_OWN || grainsAt(place) !== grains) {
        if (old !== undefined) packed.delete(key)
        place = take(grains)
        places.set(key, place)
      }
      const slab = slabOf(place)
      const offset = offsetOf(place)
      slab.writeUInt32LE(bytes, offset)
      slab.write(text, offset + HEADER, bytes, 'utf8')
      return old === undefined
    },
    delete: (key) => {
      const place = places.get(key)
      if (place === undefined) return false
      places.delete(key)
      if (place === ON_ITS_OWN) long.delete(key)
      else giveBack(place, grainsAt(place))
      return true
    },
  }
  return packed
}

function grainsFor(bytes: number): number {
  return Math.ceil((bytes + HEADER) / GRAIN)
}
