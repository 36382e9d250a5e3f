import type { Change } from '../platform/context.ts'

/** Lets the contact that a user signs in as keep up with them; given by the domain above, which owns contacts. */
export type MoveContact = (
  change: Change,
  contactId: number,
  moved: {
    byUserId: number
    email?: { from: string; to: string }
    phone?: { from: string | null; to: string | null }
  },
) => Promise<void>
