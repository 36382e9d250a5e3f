import type { Endpoint, OutputOf } from '@omnicrm/contract'
import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { showFailure, showSuccess } from '../components/toasts.ts'
import { createActionKey } from './action-key.ts'
import { reasonOf } from './api-error.ts'
import { type CallInput, call } from './call.ts'
import { entityOf } from './entity-of.ts'
import { queryClient } from './query-client.ts'

export type WriteOptions<E extends Endpoint> = {
  /** further entities whose reads are stale afterwards; the endpoint's own and the activity log always are */
  alsoChanges?: readonly string[]
  /** green message; none when the result is visible anyway */
  success?: string | ((answer: OutputOf<E>) => string)
  /** false where the form shows the reason itself, as FormModal does */
  toastFailure?: boolean
}

/**
 * A write of the contract with its idempotency key, messages and invalidation:
 * `const save = useWrite(customerEndpoints.update, { success: t('customers:saved') })`, then `await save.mutateAsync({ params, body })`.
 */
export function useWrite<E extends Endpoint>(
  endpoint: E,
  { alsoChanges = [], success, toastFailure = true }: WriteOptions<E> = {},
): UseMutationResult<OutputOf<E>, Error, CallInput<E>> {
  const { t } = useTranslation()
  const action = useRef(createActionKey())
  return useMutation<OutputOf<E>, Error, CallInput<E>>({
    mutationFn: (input) => call(endpoint, input, { idempotencyKey: action.current.keyFor(input) }),
    onSuccess: async (answer) => {
      action.current.settle()
      const message = typeof success === 'function' ? success(answer) : success
      if (message) showSuccess(message)
      await markStale([entityOf(endpoint.path), ...alsoChanges])
    },
    onError: (thrown) => {
      action.current.settle(thrown)
      if (toastFailure) showFailure(reasonOf(thrown, t))
    },
  })
}

/** Reads of these entities are fetched again where they show; the activity log and the search with them. */
export async function markStale(entities: readonly string[]): Promise<void> {
  await Promise.all(
    [...entities, 'activity', 'search'].map((entity) => queryClient.invalidateQueries({ queryKey: [entity] })),
  )
}
