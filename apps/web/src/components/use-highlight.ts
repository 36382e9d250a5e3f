import { useLocation } from '@tanstack/react-router'

/**
 * Id of the row that the link just followed was about: `useHighlight('contact')` is 12 after a search result for contact 12.
 * It travels with the history entry, so that addresses stay as `/customers/4#4` and Back and reload keep it.
 */
export function useHighlight(kind: string): string | undefined {
  const { state } = useLocation()
  const mark = 'highlight' in state ? state.highlight : undefined
  return typeof mark === 'string' && mark.startsWith(`${kind}:`) ? mark.slice(kind.length + 1) : undefined
}
