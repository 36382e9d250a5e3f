import { randomUUID } from 'node:crypto'
import {
  chmod,
  link,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { isInside } from '../loader/inside-plays.ts'
import { FileRefused, type Files, toFileStat } from './files.ts'

const largest = 64 << 20

/**
 * The real disk, confined: plays read their own folder, temporary folders and `roots`, and write to the last two. Links are
 * followed before the place is judged, so that none leads out.
 */
export function createDiskFiles(options: { playsDir: string; roots: string[] }): Files {
  const { playsDir } = options
  const writable = [...new Set([tmpdir(), '/tmp', ...options.roots])]
  const places = memo(async () => Promise.all(writable.map(realOrSame)))
  const plays = memo(async () => realOrSame(playsDir))

  const allowed = async (path: string, use: 'read' | 'write'): Promise<string> => {
    const asked = resolve(playsDir, path)
    // what lies among the plays was put there by whoever wrote them, links too
    if (use === 'read' && isInside(asked, playsDir)) return asked
    const real = await whereItIs(asked)
    const folders = use === 'read' ? [...(await places()), await plays()] : await places()
    const isPlay = use === 'write' && isInside(real, await plays())
    if (isPlay || !folders.some((folder) => isInside(real, folder))) throw new FileRefused(asked, use)
    return asked
  }

  return {
    read: async (path) => {
      const at = await allowed(path, 'read')
      const { size } = await stat(at)
      if (size > largest) throw new Error(`${at} is larger than ${largest >> 20} MB`)
      return readFile(at)
    },
    write: async (path, content, { mode } = {}) => {
      const at = await allowed(path, 'write')
      const target = await realOrSame(at)
      const before = await stat(target).catch(() => undefined)
      const partial = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
      try {
        await writeFile(partial, content, { mode: 0o600 })
        await chmod(partial, mode ?? (before ? before.mode & 0o7777 : 0o644))
        await rename(partial, target)
      } catch (error) {
        await rm(partial, { force: true })
        throw error
      }
    },
    stat: async (path, { follow } = { follow: false }) => {
      // that something is there, and how large, may be asked of any place: `creates` often names a system's own file
      const at = resolve(playsDir, path)
      const found = await (follow ? stat(at) : lstat(at)).catch(nothingThere)
      if (!found) return undefined
      return toFileStat(found, found.isSymbolicLink() ? await readlink(at) : undefined)
    },
    list: async (path) => (await readdir(await allowed(path, 'read'))).sort(),
    makeFolder: async (path) => {
      await mkdir(await allowed(path, 'write'), { recursive: true })
    },
    remove: async (path) => {
      // the link itself goes, not what it points to
      const at = join(await allowed(dirname(resolve(playsDir, path)), 'write'), basename(path))
      if ((await places()).includes(at)) throw new FileRefused(at, 'write')
      await rm(at, { recursive: true, force: true })
    },
    setMode: async (path, mode) => chmod(await allowed(path, 'write'), mode),
    touch: async (path, at) => {
      const place = await allowed(path, 'write')
      await writeFile(place, '', { flag: 'a' })
      await utimes(place, at, at)
    },
    link: async (path, target, { hard }) => {
      const at = await allowed(path, 'write')
      const to = await allowed(resolve(dirname(at), target), hard ? 'write' : 'read')
      await (hard ? link(to, at) : symlink(target, at))
    },
  }
}

/** The real path of a place that may not be there yet: of its nearest folder that is, and the rest. */
async function whereItIs(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const target = await readlink(path).catch(() => undefined)
    if (target !== undefined) return whereItIs(resolve(dirname(path), target))
    const parent = dirname(path)
    return parent === path ? path : join(await whereItIs(parent), basename(path))
  }
}

const realOrSame = (path: string): Promise<string> => realpath(path).catch(() => resolve(path))

const nothingThere = (error: NodeJS.ErrnoException): undefined => {
  if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(error.code ?? '')) return undefined
  throw error
}

function memo<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined
  return () => {
    made ??= make()
    return made
  }
}
