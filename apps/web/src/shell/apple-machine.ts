/** Whether keys are printed as on Apple keyboards. */
export function isAppleMachine(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
