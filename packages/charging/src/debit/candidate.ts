import type { Account, Balance } from '../accounts/account.ts'

/** A balance that may pay, how long a prefix it is for, and whose it is. */
export type Candidate = { balance: Balance; precision: number; owner: Account }
