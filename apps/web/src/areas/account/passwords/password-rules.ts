/** The two policies that an operator may choose; `ui_config` names the one in force. */
export type PasswordPolicy = 'composition' | 'nist'

type Rule = { id: string; isMet: (password: string) => boolean }

const RULES: Record<PasswordPolicy, readonly Rule[]> = {
  composition: [
    { id: 'length', isMet: (password) => [...password].length >= 8 },
    { id: 'upper', isMet: (password) => /\p{Lu}/u.test(password) },
    { id: 'lower', isMet: (password) => /\p{Ll}/u.test(password) },
    { id: 'digit', isMet: (password) => /\p{Nd}/u.test(password) },
    { id: 'special', isMet: (password) => /[^\p{L}\p{Nd}\s]/u.test(password) },
  ],
  // with a second factor 8 are enough; only the server knows, and refuses the rest
  nist: [{ id: 'long', isMet: (password) => [...password].length >= 8 }],
}

/** The rules that a password has to meet, each with whether it does (AUTH-25). The server decides; this is to be read while typing. */
export function checkPassword(password: string, policy: PasswordPolicy): { id: string; isMet: boolean }[] {
  return RULES[policy].map(({ id, isMet }) => ({ id, isMet: isMet(password) }))
}

/** Whether all rules are met. */
export function isGoodPassword(password: string, policy: PasswordPolicy): boolean {
  return checkPassword(password, policy).every(({ isMet }) => isMet)
}
