import type { Provision } from '@omnicrm/contract'

/** Who started a job: a user by name; a key, an address or the system with the administrator who is shown for it. */
export function initiatorOf({ initiator_name: name, initiated_by: by }: Provision): string {
  if (name === null) return by
  return by.startsWith('user:') ? name : `${name} (${by})`
}
