/** A threshold bound to a group or an account, in the form that goes to and comes from the wire (section 5.1). */
export type Trigger = {
  readonly id: string
  readonly uniqueId: string
  readonly thresholdType: string
  /** decimal text */
  readonly thresholdValue: string
  readonly recurrent: boolean
  readonly minSleepNanoseconds: string
  readonly expiresAt: string | null
  readonly activatesAt: string | null
  readonly balance: TriggerBalance
  readonly weight: number
  readonly actionsId: string
  readonly minQueuedItems: number
  readonly executed: boolean
  readonly lastExecutedAt: string | null
  /** of a counter type on an account: what was counted so far, decimal text */
  readonly counted?: string
}

/** The properties that a changed balance must equal for the trigger to look at it; absent ones match anything. */
export type TriggerBalance = {
  readonly id?: string
  readonly type?: string
  readonly weight?: number
  readonly ratingSubject?: string
  readonly blocker?: boolean
  readonly disabled?: boolean
  readonly expiresAt?: string | null
  readonly destinationIds?: readonly string[]
  readonly categories?: readonly string[]
  readonly sharedGroups?: readonly string[]
  readonly timingIds?: readonly string[]
}
