import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'
import { StartupError } from '../startup-error.ts'

export type DatabaseUser = { name: string; uid: number; gid: number }

const SYSTEM_USERS = ['postgres', 'omnicrm']

/**
 * PostgreSQL refuses to run as root. Answers the system user that runs it instead (an existing `postgres` or `omnicrm`,
 * else a new `omnicrm`), or undefined when we are not root and it runs as ourselves.
 */
export function findDatabaseUser(): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of SYSTEM_USERS) {
    const user = lookUp(name)
    if (user) return user
  }
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'omnicrm'], {
      stdio: 'ignore',
    })
  } catch {
    throw new StartupError(
      'PostgreSQL cannot run as root, and no system user could be made for it: add a user named omnicrm, or start as an ordinary user.',
    )
  }
  const made = lookUp('omnicrm')
  if (!made) throw new StartupError('The system user omnicrm was made but cannot be looked up.')
  return made
}

function lookUp(name: string): DatabaseUser | undefined {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
    return { name, uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** True when `user` may enter every directory on the way to `target` (checked by owner, group and other bits). */
export function canReach(user: DatabaseUser, target: string): boolean {
  for (let dir = path.resolve(target); ; dir = path.dirname(dir)) {
    const stat = statSync(dir, { throwIfNoEntry: false })
    if (stat?.isDirectory()) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
      if (!(stat.mode & bit)) return false
    }
    if (dir === path.dirname(dir)) return true
  }
}
