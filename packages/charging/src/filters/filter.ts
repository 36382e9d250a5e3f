/** One condition (section 14.1): the values are alternatives, of which one has to hold. */
export type FilterRule = { readonly Type: string; readonly Element: string; readonly Values: readonly string[] }

/** When a filter or profile counts; both ends RFC 3339, the zero time is no end. Kept as sent. */
export type ActivationInterval = { readonly ActivationTime?: unknown; readonly ExpiryTime?: unknown } | null

/** A filter stored under a name of its own; all of its rules have to hold. */
export type StoredFilter = {
  readonly Tenant: string
  readonly ID: string
  readonly Rules: readonly FilterRule[]
  readonly ActivationInterval: ActivationInterval
}

/** What every profile has: names of stored filters or inline ones, all of which have to hold, and a weight. */
export type FilteredProfile = {
  readonly Tenant: string
  readonly ID: string
  readonly FilterIDs: readonly string[] | null
  readonly ActivationInterval: ActivationInterval
  readonly Weight: number
}
