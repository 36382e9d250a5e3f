import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Seal } from '../seal.ts'

/** The end of the chain as it was last seen: entries cut off at the end leave no gap, so the end is also noted outside the database. */
export type Checkpoint = { position: number; hash: string; at: string }

const FILE = 'audit-checkpoint.json'

/** The last checkpoint of a data directory; undefined when there is none, `forged` when it was not written by this installation. */
export function readCheckpoint(dataDir: string, seal: Seal): Checkpoint | 'forged' | undefined {
  const file = path.join(dataDir, FILE)
  if (!existsSync(file)) return undefined
  try {
    const { position, hash, at, signature } = JSON.parse(readFileSync(file, 'utf8')) as Checkpoint & {
      signature: string
    }
    const expected = Buffer.from(sign(seal, { position, hash, at }))
    const given = Buffer.from(String(signature))
    return given.length === expected.length && timingSafeEqual(given, expected) ? { position, hash, at } : 'forged'
  } catch {
    return 'forged'
  }
}

/** Replaces the checkpoint in one step, signed with a key of the installation, so that a copy kept elsewhere proves the same. */
export function writeCheckpoint(dataDir: string, seal: Seal, checkpoint: Checkpoint): void {
  const file = path.join(dataDir, FILE)
  const signed = { ...checkpoint, signature: sign(seal, checkpoint) }
  writeFileSync(`${file}.new`, `${JSON.stringify(signed)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** For a database that is started over: the next chain begins anew. */
export function forgetCheckpoint(dataDir: string): void {
  rmSync(path.join(dataDir, FILE), { force: true })
}

function sign(seal: Seal, { position, hash, at }: Checkpoint): string {
  return createHmac('sha256', seal.deriveKey('audit checkpoint'))
    .update(JSON.stringify([position, hash, at]))
    .digest('hex')
}
