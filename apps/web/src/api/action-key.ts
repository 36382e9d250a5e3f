import { isOutcomeUnknown } from './api-error.ts'
import { newId } from './new-id.ts'

export type ActionKey = {
  /** key for a submit of this input */
  keyFor: (input: unknown) => string
  /** to be told how the submit ended; nothing thrown means that it succeeded */
  settle: (thrown?: unknown) => void
}

/**
 * Keys for the writes of one button or form.
 * A retry of the same input after an unknown outcome keeps its key, so that it cannot happen twice; every other submit is
 * a new action with a new key.
 */
export function createActionKey(): ActionKey {
  let pending: { key: string; fingerprint: string } | undefined
  return {
    keyFor: (input) => {
      const fingerprint = JSON.stringify(input)
      if (pending?.fingerprint !== fingerprint) pending = { key: newId(), fingerprint }
      return pending.key
    },
    settle: (thrown) => {
      if (thrown === undefined || !isOutcomeUnknown(thrown)) pending = undefined
    },
  }
}
