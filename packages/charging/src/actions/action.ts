/** One step of an action list, as stored. Numbers that are money or units stay decimal text. */
export type Action = {
  readonly identifier: string
  /** higher runs first */
  readonly weight: number
  /** a time expression, turned into an instant when the action runs */
  readonly expiryTime: string
  readonly extraParameters: string
  readonly units: string
  readonly balanceUuid: string
  readonly balanceId: string
  readonly balanceType: string
  /** null when not given: then any weight matches */
  readonly balanceWeight: number | null
  /** `;`-joined identifiers */
  readonly destinationIds: string
  readonly ratingSubject: string
  readonly categories: string
  readonly sharedGroups: string
  readonly timingTags: string
  /** `true`, `false`, or empty when not given */
  readonly balanceBlocker: string
  readonly balanceDisabled: string
  /** filters on the account, all of which have to hold for the action to run */
  readonly filters?: readonly string[]
}
