const SOCIAL = ['Google', 'Apple', 'Facebook']

/** The social buttons that only say "coming soon": when switched on, those that the operator has not set up for real (AUTH-20). */
export function socialButtons(providers: readonly { name: string }[], isSwitchedOn: boolean): string[] {
  if (!isSwitchedOn) return []
  return SOCIAL.filter((social) => !providers.some(({ name }) => name === social.toLowerCase()))
}
