import type { FilteredProfile } from '../filters/filter.ts'

export type Attribute = {
  readonly FilterIDs: readonly string[] | null
  /** `*req.Field`, `*opts.*x` or `*tenant` */
  readonly Path: string
  /** empty means `*variable` */
  readonly Type: string
  readonly Value: readonly { readonly Rules: string }[]
}

/** Changes to make to the events that it matches (section 14.2); kept in the shape of GetAttributeProfile. */
export type AttributeProfile = FilteredProfile & {
  readonly Contexts: readonly string[]
  readonly Attributes: readonly Attribute[]
  /** no further run after this profile */
  readonly Blocker: boolean
}
