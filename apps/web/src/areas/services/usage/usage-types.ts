/** Kinds of balances, as the charging system names them. */
export const USAGE_TYPES = ['DATA', 'VOICE', 'SMS', 'MONETARY'] as const
export type UsageType = (typeof USAGE_TYPES)[number]
