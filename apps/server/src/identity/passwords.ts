import { hash, verify } from '@node-rs/argon2'
import { verify as verifyBcrypt } from '@node-rs/bcrypt'

/** argon2id, above OWASP's lowest figures: 46 MiB and five passes, 50 to 150 ms on one core of a present machine (bench). */
const COST = { memoryCost: 47_104, timeCost: 5, parallelism: 1 }

const PRESENT = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`
const BCRYPT = /^\$2[abxy]\$/

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

/** True for a hash of an imported user (bcrypt) or of an earlier cost: to be renewed when the password is next typed. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(PRESENT)
}

let decoy: Promise<string> | undefined

/** Checks a password. Without a hash (no such user) it does the same work and answers false, so that time tells nothing. */
export async function passwordMatches(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const against = stored ?? (await decoy)
  const matches = BCRYPT.test(against) ? await verifyBcrypt(password, against) : await verify(against, password)
  return matches && stored !== undefined
}
