import type { Stats } from 'node:fs'

export type FileKind = 'file' | 'directory' | 'link' | 'other'

export type FileStat = {
  kind: FileKind
  size: number
  /** permission bits */
  mode: number
  mtimeMs: number
  atimeMs: number
  ctimeMs: number
  uid: number
  gid: number
  inode: number
  links: number
  /** where a link points to */
  target?: string
}

/** The disk as playbooks see it. Every call but `stat` throws a FileRefused for a place that is none of theirs. */
export type Files = {
  read: (path: string) => Promise<Buffer>
  /** replaces the file in one step, so that nobody reads half of it */
  write: (path: string, content: Buffer | string, options?: { mode?: number | undefined }) => Promise<void>
  /** undefined when nothing is there; links are not followed unless asked for */
  stat: (path: string, options?: { follow: boolean }) => Promise<FileStat | undefined>
  list: (path: string) => Promise<string[]>
  makeFolder: (path: string) => Promise<void>
  remove: (path: string) => Promise<void>
  setMode: (path: string, mode: number) => Promise<void>
  touch: (path: string, at: Date) => Promise<void>
  link: (path: string, target: string, options: { hard: boolean }) => Promise<void>
}

/** A place on disk that playbooks may not use. */
export class FileRefused extends Error {
  constructor(path: string, use: 'read' | 'write') {
    super(
      use === 'read'
        ? `${path} cannot be read: playbooks in process read the plays folder, temporary folders and the folders set for them`
        : `${path} cannot be written: playbooks in process write to temporary folders and the folders set for them`,
    )
    this.name = 'FileRefused'
  }
}

export const toFileStat = (stats: Stats, target?: string): FileStat => ({
  kind: stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'link' : 'other',
  size: stats.size,
  mode: stats.mode & 0o7777,
  mtimeMs: stats.mtimeMs,
  atimeMs: stats.atimeMs,
  ctimeMs: stats.ctimeMs,
  uid: stats.uid,
  gid: stats.gid,
  inode: stats.ino,
  links: stats.nlink,
  ...(target === undefined ? {} : { target }),
})
