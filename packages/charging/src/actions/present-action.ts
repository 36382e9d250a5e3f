import type { Action } from './action.ts'

/** The form of `APIerSv1.GetActions`: all values are text but Weight (section 4.2). */
export function presentActionV1(action: Action): object {
  return {
    Identifier: action.identifier,
    BalanceId: action.balanceId,
    BalanceUuid: '',
    BalanceType: action.balanceType,
    Units: action.units,
    ExpiryTime: action.expiryTime,
    Filter: '',
    TimingTags: action.timingTags,
    DestinationIds: action.destinationIds,
    RatingSubject: action.ratingSubject,
    Categories: action.categories,
    SharedGroups: action.sharedGroups,
    BalanceWeight: String(action.balanceWeight ?? 0),
    ExtraParameters: action.extraParameters,
    BalanceBlocker: action.balanceBlocker === '' ? 'false' : action.balanceBlocker,
    BalanceDisabled: action.balanceDisabled === '' ? 'false' : action.balanceDisabled,
    Weight: action.weight,
  }
}

/** The form of `APIerSv2.GetActions`. */
export function presentActionV2(id: string, action: Action): object {
  return {
    Id: id,
    ActionType: action.identifier,
    ExtraParameters: action.extraParameters,
    Filters: action.filters ?? null,
    ExpirationString: action.expiryTime,
    Weight: action.weight,
    Balance: {
      Uuid: action.balanceUuid || null,
      ID: action.balanceId || null,
      Type: action.balanceType || null,
      Value: { Method: '', Params: null, Static: Number(action.units) },
      ExpirationDate: null,
      Weight: action.balanceWeight,
      DestinationIDs: setOf(action.destinationIds),
      RatingSubject: action.ratingSubject,
      Categories: setOf(action.categories),
      SharedGroups: setOf(action.sharedGroups),
      TimingIDs: setOf(action.timingTags),
      Timings: null,
      Disabled: action.balanceDisabled === '' ? null : action.balanceDisabled === 'true',
      Factors: null,
      Blocker: action.balanceBlocker === '' ? null : action.balanceBlocker === 'true',
    },
  }
}

function setOf(text: string): Record<string, boolean> | null {
  if (text === '') return null
  return Object.fromEntries(text.split(';').map((id) => (id.startsWith('!') ? [id.slice(1), false] : [id, true])))
}
