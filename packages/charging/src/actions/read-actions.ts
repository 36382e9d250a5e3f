import { Decimal } from '../exact-decimal.ts'
import { checkRule } from '../filters/check-filters.ts'
import { isInline, parseInlineFilter } from '../filters/parse-inline-filter.ts'
import { type Bound, decimal, listOf, type Member, optional, textList, verbatim } from '../rpc/bind-members.ts'
import { readBoolean, readDecimal, readText } from '../rpc/read-values.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { parseDuration } from '../times/parse-duration.ts'
import type { Action } from './action.ts'

/** Units and weights are numbers in v1 and text in v2; either is taken by both, `*voice` text as a duration. */
const numberText: Member<string> = {
  read: (value, name) => (typeof value === 'string' ? value.trim() : readDecimal(value, name).toString()),
  absent: '',
}
const flagText: Member<string> = { read: readText, absent: '' }

export const actionMembers = {
  Identifier: verbatim,
  BalanceId: verbatim,
  BalanceUuid: verbatim,
  BalanceType: verbatim,
  Units: numberText,
  ExpiryTime: verbatim,
  Filters: textList,
  Filter: optional(verbatim),
  TimingTags: verbatim,
  DestinationIds: verbatim,
  RatingSubject: verbatim,
  Categories: verbatim,
  SharedGroups: verbatim,
  BalanceWeight: numberText,
  ExtraParameters: verbatim,
  BalanceBlocker: flagText,
  BalanceDisabled: flagText,
  Weight: decimal,
}
export const actionList = listOf(actionMembers)
type ActionArgument = Bound<typeof actionMembers>

/**
 * The actions of a SetActions request as they are stored. Identifiers are not checked here (section 4.1). A filter that
 * cannot be read is refused rather than ignored, since ignoring it would run the action where it must not.
 */
export function readActionList(
  items: readonly ActionArgument[],
  { unitsRequired }: { unitsRequired: boolean },
): Action[] {
  return items.map((item) => {
    const missing = [
      ...(item.Identifier === '' ? ['Identifier'] : []),
      ...(unitsRequired && item.BalanceType !== '' && item.Units === '' ? ['Units'] : []),
    ]
    if (missing.length > 0) throw new RpcError(`MANDATORY_IE_MISSING:Action:${item.Identifier}:[${missing.join(' ')}]`)
    // The filter of 0.10 is another language.
    if (item.Filter) throw new RpcError('NOT_IMPLEMENTED')
    return readAction(item)
  })
}

function readAction(item: ActionArgument): Action {
  for (const text of [item.BalanceBlocker, item.BalanceDisabled]) readBoolean(text, 'BalanceBlocker')
  for (const filter of item.Filters) if (isInline(filter)) checkRule(parseInlineFilter(filter))
  return {
    identifier: item.Identifier,
    weight: item.Weight.toNumber(),
    expiryTime: item.ExpiryTime,
    extraParameters: item.ExtraParameters,
    units: readUnits(item).toString(),
    balanceUuid: item.BalanceUuid,
    balanceId: item.BalanceId,
    balanceType: item.BalanceType,
    balanceWeight: item.BalanceWeight === '' ? null : readDecimal(item.BalanceWeight, 'BalanceWeight').toNumber(),
    destinationIds: item.DestinationIds,
    ratingSubject: item.RatingSubject,
    categories: item.Categories,
    sharedGroups: item.SharedGroups,
    timingTags: item.TimingTags,
    balanceBlocker: item.BalanceBlocker,
    balanceDisabled: item.BalanceDisabled,
    ...(item.Filters.length > 0 && { filters: item.Filters }),
  }
}

function readUnits({ Units, BalanceType }: ActionArgument): Decimal {
  if (Units === '') return new Decimal(0)
  return BalanceType === '*voice' ? parseDuration(Units) : readDecimal(Units, 'Units')
}
