import { createHash, getHashes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Value } from '../python/values.ts'
import { float } from '../python/values.ts'
import { booleanArgument, textArgument } from './arguments.ts'
import { ownerName } from './file-facts.ts'
import type { FileStat } from './files.ts'
import { failure, type Module, outcome } from './module.ts'

/** What there is to know of a file; `stat.exists` is false when it is not there. */
export const statModule: Module = async (args, { files, playsDir }) => {
  const path = textArgument(args, 'path', 'dest', 'name')
  if (path === undefined) return failure('missing required arguments: path')
  const follow = booleanArgument(args, 'follow', false)
  const found = await files.stat(path, { follow })
  if (!found) return outcome({ changed: false, stat: new Map([['exists', false]]) })
  const facts: Record<string, Value> = { exists: true, path, ...statFacts(found) }
  if (found.target !== undefined) {
    facts.lnk_target = found.target
    facts.lnk_source = resolve(playsDir, path, '..', found.target)
  }
  const algorithm = textArgument(args, 'checksum_algorithm', 'checksum', 'checksum_algo') ?? 'sha1'
  if (found.kind === 'file' && booleanArgument(args, 'get_checksum', true) && getHashes().includes(algorithm)) {
    const content = await files.read(path).catch(() => undefined)
    if (content) facts.checksum = createHash(algorithm).update(content).digest('hex')
  }
  return outcome({ changed: false, stat: new Map(Object.entries(facts)) })
}

/** Kind, permissions, size and times under the names that Ansible gives them. */
export function statFacts(found: FileStat): Record<string, Value> {
  const { kind, mode } = found
  const bit = (mask: number): boolean => (mode & mask) !== 0
  const seconds = (milliseconds: number): Value => float(milliseconds / 1000)
  return {
    mode: (mode & 0o7777).toString(8).padStart(4, '0'),
    isdir: kind === 'directory',
    isreg: kind === 'file',
    islnk: kind === 'link',
    ischr: false,
    isblk: false,
    isfifo: false,
    issock: false,
    uid: found.uid,
    gid: found.gid,
    size: found.size,
    inode: found.inode,
    nlink: found.links,
    atime: seconds(found.atimeMs),
    mtime: seconds(found.mtimeMs),
    ctime: seconds(found.ctimeMs),
    wusr: bit(0o200),
    rusr: bit(0o400),
    xusr: bit(0o100),
    wgrp: bit(0o020),
    rgrp: bit(0o040),
    xgrp: bit(0o010),
    woth: bit(0o002),
    roth: bit(0o004),
    xoth: bit(0o001),
    isuid: bit(0o4000),
    isgid: bit(0o2000),
    readable: bit(0o444),
    writeable: bit(0o222),
    executable: bit(0o111),
    pw_name: ownerName(found),
    gr_name: ownerName(found),
  }
}
