import { addCharge, type Charge } from '../debit/charge.ts'
import type { MatchedRate } from '../rating/start-rating.ts'
import { writeMatched } from './charge-json.ts'

/**
 * The charges of a session with those of its next step. Equal steps become more of one, so that a session does not grow
 * with the number of its updates.
 */
export function mergeCharges(old: readonly Charge[], added: readonly Charge[]): readonly Charge[] {
  if (added.length === 0) return old
  const merged = [...old]
  for (const charge of added) {
    const matched = charge.matched && (knownAs(old, charge.matched) ?? charge.matched)
    addCharge(merged, matched === charge.matched ? charge : { ...charge, matched })
  }
  return merged
}

/** Each step is matched anew: the same rate found the same way is the same match. */
function knownAs(charges: readonly Charge[], matched: MatchedRate): MatchedRate | undefined {
  for (const { matched: known } of charges) {
    if (known !== null && isSame(known, matched)) return known
  }
  return undefined
}

function isSame(a: MatchedRate, b: MatchedRate): boolean {
  if (a === b) return true
  if (a.match.planId !== b.match.planId || a.match.profile !== b.match.profile || a.match.prefix !== b.match.prefix) {
    return false
  }
  if (a.rate === b.rate && a.timing === b.timing) return true
  return textOf(a) === textOf(b)
}

const texts = new WeakMap<MatchedRate, string>()

/** What a session read from the log and a plan in memory hold is compared as it is written. */
function textOf(matched: MatchedRate): string {
  let text = texts.get(matched)
  if (text === undefined) {
    const { rate, timing } = writeMatched(matched)
    text = JSON.stringify([rate, timing])
    texts.set(matched, text)
  }
  return text
}
