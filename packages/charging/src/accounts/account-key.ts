/** Names an account. */
export type AccountKey = { tenant: string; account: string }
