import { basename, dirname, resolve } from 'node:path'
import { isInside } from '../loader/inside-plays.ts'
import type { FileStat, Files } from './files.ts'

type Entry = { stat: FileStat; content: Buffer }

/** A layer over other files that keeps every change to itself: nothing is written to disk. */
export function createMemoryFiles(below: Files, options: { playsDir: string; now: () => Date }): Files {
  const { playsDir, now } = options
  /** undefined: removed */
  const own = new Map<string, Entry | undefined>()
  const at = (path: string): string => resolve(playsDir, path)
  const isGone = (path: string): boolean =>
    [...own].some(([place, entry]) => entry === undefined && isInside(path, place) && !own.get(path))
  const entryOf = (content: Buffer, kind: FileStat['kind'], mode: number, target?: string): Entry => {
    const time = now().getTime()
    const times = { mtimeMs: time, atimeMs: time, ctimeMs: time }
    const stat = { kind, size: content.length, mode, ...times, uid: 0, gid: 0, inode: 0, links: 1 }
    return { content, stat: target === undefined ? stat : { ...stat, target } }
  }
  const stat = async (path: string): Promise<FileStat | undefined> => {
    const place = at(path)
    const entry = own.get(place)
    if (entry) return entry.stat
    return isGone(place) ? undefined : below.stat(place)
  }
  return {
    read: async (path) => {
      const entry = own.get(at(path))
      if (entry) return entry.stat.target === undefined ? entry.content : below.read(entry.stat.target)
      if (isGone(at(path))) throw Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' })
      return below.read(path)
    },
    write: async (path, content, { mode } = {}) => {
      own.set(at(path), entryOf(Buffer.from(content), 'file', mode ?? (await stat(path))?.mode ?? 0o644))
    },
    stat,
    list: async (path) => {
      const there = isGone(at(path)) ? [] : await below.list(path).catch(() => [])
      const mine = [...own].filter(([place]) => dirname(place) === at(path))
      const removed = new Set(mine.filter(([, entry]) => !entry).map(([place]) => basename(place)))
      const added = mine.filter(([, entry]) => entry).map(([place]) => basename(place))
      return [...new Set([...there.filter((name) => !removed.has(name)), ...added])].sort()
    },
    makeFolder: async (path) => {
      own.set(at(path), entryOf(Buffer.alloc(0), 'directory', 0o755))
    },
    remove: async (path) => {
      for (const place of own.keys()) if (isInside(place, at(path))) own.delete(place)
      own.set(at(path), undefined)
    },
    setMode: async (path, mode) => {
      const before = await stat(path)
      const content = await below.read(path).catch(() => Buffer.alloc(0))
      own.set(at(path), entryOf(own.get(at(path))?.content ?? content, before?.kind ?? 'file', mode))
    },
    touch: async (path) => {
      if (!(await stat(path))) own.set(at(path), entryOf(Buffer.alloc(0), 'file', 0o644))
    },
    link: async (path, target, { hard }) => {
      own.set(at(path), entryOf(Buffer.alloc(0), hard ? 'file' : 'link', 0o777, resolve(dirname(at(path)), target)))
    },
  }
}
