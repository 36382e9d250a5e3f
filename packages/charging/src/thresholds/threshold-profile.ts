import type { FilteredProfile } from '../filters/filter.ts'

/** What happens when an event was seen often enough (section 6.3). */
export type ThresholdProfile = FilteredProfile & {
  /** -1 is without end, 0 switches the threshold off */
  readonly MaxHits: number
  /** actions run from this hit on */
  readonly MinHits: number
  /** nanoseconds after a run of the actions in which hits only count */
  readonly MinSleep: number
  /** no lighter threshold sees the event */
  readonly Blocker: boolean
  readonly ActionIDs: readonly string[] | null
  /** actions run after the answer, and what fails is only logged */
  readonly Async: boolean
  readonly EeIDs: readonly string[] | null
}

/** How often a threshold was hit, and until when it keeps still. */
export type ThresholdState = {
  readonly tenant: string
  readonly id: string
  readonly hits: number
  /** ISO time, or null */
  readonly snooze: string | null
}
