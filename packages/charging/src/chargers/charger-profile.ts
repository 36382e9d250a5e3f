import type { FilteredProfile } from '../filters/filter.ts'

/** Makes one run of each event that it matches, with an ID of its own (section 6.5). */
export type ChargerProfile = FilteredProfile & {
  readonly RunID: string
  /** `*none`, IDs of attribute profiles, attributes written out, or empty to let AttributeS pick */
  readonly AttributeIDs: readonly string[] | null
}
