import type { Engine } from '../engine.ts'
import { serverError } from '../rpc/rpc-error.ts'
import { defineDocuments } from '../store/collection.ts'
import type { Unit } from '../store/unit.ts'
import { inPortions } from './in-slices.ts'
import { collectionOf } from './tp-parts.ts'
import { type TariffSource, tpCollections, tpKey } from './tp-records.ts'

type Value = TariffSource[keyof TariffSource][number]

/** Tariff plans that are being imported, or whose import died. */
const importing = defineDocuments<1>('tp-import')
const PORTION = 500

/** Writes a tariff plan into storage, a portion in a unit; until the last one it cannot be loaded. */
export async function importSource(engine: Engine, tpId: string, source: TariffSource): Promise<void> {
  const values = (Object.keys(tpCollections) as (keyof TariffSource)[]).flatMap((part) =>
    mergedByKey(source[part]).map((value) => ({ part, value })),
  )
  await engine.change((unit) => unit.put(importing, tpId, 1))
  for await (const portion of inPortions(values, PORTION)) {
    await engine.change((unit) => {
      for (const { part, value } of portion) unit.put(collectionOf(part), tpKey(value), value as never)
    })
  }
  await engine.change((unit) => unit.remove(importing, tpId))
}

/** Refuses a tariff plan of which a part may be missing. */
export function requireImported(unit: Unit, tpId: string): void {
  if (unit.has(importing, tpId)) throw serverError(`the import of tariff plan ${tpId} has not ended`)
}

/** Profiles of one subject stand on several lines of a file, each an activation. */
function mergedByKey(values: readonly Value[]): Value[] {
  const merged = new Map<string, Value>()
  for (const value of values) {
    const known = merged.get(tpKey(value))
    const isProfile = known !== undefined && 'RatingPlanActivations' in known && 'RatingPlanActivations' in value
    merged.set(
      tpKey(value),
      isProfile
        ? { ...known, RatingPlanActivations: [...known.RatingPlanActivations, ...value.RatingPlanActivations] }
        : value,
    )
  }
  return [...merged.values()]
}
