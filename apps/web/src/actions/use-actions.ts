import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../api/api-error.ts'
import { may } from '../app/may.ts'
import { useSession } from '../app/session.ts'
import { showFailure } from '../components/toasts.ts'
import type { Action, ActionTools } from './action.ts'

/** What actions need besides their subject. */
export function useActionTools(): ActionTools {
  const router = useRouter()
  const { t } = useTranslation()
  return useMemo(
    () => ({
      t: (key: string, values: Record<string, unknown> = {}) => t(key, values),
      goTo: (address: string) => router.history.push(address),
    }),
    [router, t],
  )
}

/** The actions that the signed-in user may take and that apply to the subject. */
export function useAllowed(): <S>(actions: readonly Action<S>[], subject: S) => readonly Action<S>[] {
  const session = useSession()
  return (actions, subject) =>
    actions.filter((action) => may(session, action.permission) && (action.visible?.(subject) ?? true))
}

/** The actions that the signed-in user may take on some subject: nothing is offered, not even tick boxes, for the rest. */
export function usePermitted<A extends Pick<Action, 'permission'>>(actions: readonly A[]): readonly A[] {
  const session = useSession()
  return actions.filter(({ permission }) => may(session, permission))
}

/** Runs an action; what it throws becomes a red message. */
export async function runAction<S>(action: Pick<Action<S>, 'run'>, subject: S, tools: ActionTools): Promise<void> {
  try {
    await action.run(subject, tools)
  } catch (thrown) {
    showFailure(reasonOf(thrown, tools.t))
  }
}
