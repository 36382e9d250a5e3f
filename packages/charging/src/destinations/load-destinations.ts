import type { Engine } from '../engine.ts'
import { comingIds, endLive, isLive, putComing, takeComing } from './coming-records.ts'
import { findPrefixes, putPrefixes, sortedPrefixes } from './destination-records.ts'

type Loaded = { id: string; prefixes: readonly string[] }
const PORTION = 250

/** Writes the destinations that differ from what is loaded, a few in a unit. They mean nothing before they are live. */
export async function fillComing(engine: Engine, destinations: readonly Loaded[]): Promise<void> {
  for (let start = 0; start < destinations.length; start += PORTION) {
    await engine.change((unit) => {
      for (const { id, prefixes } of destinations.slice(start, start + PORTION)) {
        const next = sortedPrefixes(prefixes)
        if (next.join() !== findPrefixes(unit, id).join()) putComing(unit, id, next)
      }
    })
    await letRequestsIn()
  }
}

/**
 * Settles destinations that are live, a few in a unit, each meaning the same before and after; drops those that never
 * came to be live, as a load leaves them that failed or died.
 */
export async function settleComing(engine: Engine): Promise<void> {
  const ids = await engine.read(comingIds)
  for (let start = 0; start < ids.length; start += PORTION) {
    await engine.change((unit) => {
      const settles = isLive(unit)
      for (const id of ids.slice(start, start + PORTION)) {
        if (!settles) takeComing(unit, id)
        // Putting it settles what is on its way.
        else putPrefixes(unit, id, findPrefixes(unit, id))
      }
    })
    await letRequestsIn()
  }
  await engine.change(endLive)
}

function letRequestsIn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
