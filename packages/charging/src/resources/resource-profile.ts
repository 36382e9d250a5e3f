import type { FilteredProfile } from '../filters/filter.ts'

/** How much of something may be in use at once, such as channels (section 6.4). */
export type ResourceProfile = FilteredProfile & {
  /** nanoseconds an allocation lives; negative without end, 0 allocates without recording */
  readonly UsageTTL: number
  /** -1 is without limit */
  readonly Limit: number
  readonly AllocationMessage: string
  /** no lighter resource is looked at */
  readonly Blocker: boolean
  readonly Stored: boolean
  readonly ThresholdIDs: readonly string[] | null
}

export type ResourceUsage = {
  readonly units: number
  /** ISO time, or null for one that does not expire */
  readonly expiresAt: string | null
}

/** What is in use, by usage ID. */
export type ResourceState = {
  readonly tenant: string
  readonly id: string
  readonly usages: Readonly<Record<string, ResourceUsage>>
}
