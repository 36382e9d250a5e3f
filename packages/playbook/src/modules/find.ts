import { basename, join, matchesGlob, resolve } from 'node:path'
import { text } from '../python/text.ts'
import type { Dict, Value } from '../python/values.ts'
import { booleanArgument, listArgument, textArgument } from './arguments.ts'
import { sha1 } from './file-facts.ts'
import type { FileStat } from './files.ts'
import { failure, type Module, type ModuleContext, outcome } from './module.ts'
import { pattern } from './python-pattern.ts'
import { statFacts } from './stat.ts'

const most = 10_000

/** Lists the files of folders whose name, kind, size and age are as wanted. */
export const findModule: Module = async (args, context) => {
  const paths = [...listArgument(args, 'paths'), ...listArgument(args, 'path'), ...listArgument(args, 'name')].map(text)
  if (paths.length === 0) return failure('missing required arguments: paths')
  const age = amount(textArgument(args, 'age'), { s: 1, m: 60, h: 3600, d: 86400, w: 604800 })
  const size = amount(textArgument(args, 'size'), { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 })
  if (Number.isNaN(age)) return failure('failed to process age')
  if (Number.isNaN(size)) return failure('failed to process size')
  const files: Value[] = []
  const skipped: Dict = new Map()
  let examined = 0
  const wanted = wantedBy(args, { age, size, now: context.now().getTime() })
  const depth = Number(textArgument(args, 'depth') ?? Number.POSITIVE_INFINITY)
  const look = async (folder: string, level: number): Promise<void> => {
    for (const name of await context.files.list(folder)) {
      const path = join(folder, name)
      const found = await context.files.stat(path)
      if (!found) continue
      if (++examined > most) throw new Error(`more than ${most} files to look through`)
      const hidden = name.startsWith('.') && !booleanArgument(args, 'hidden', false)
      if (!hidden && wanted(name, found)) files.push(await described(path, found, { args, context }))
      const below = found.kind === 'directory' && booleanArgument(args, 'recurse', false) && level < depth
      if (below) await look(path, level + 1)
    }
  }
  for (const path of paths) {
    const at = resolve(context.playsDir, path)
    const found = await context.files.stat(at, { follow: true })
    if (found?.kind === 'directory') await look(at, 1)
    else skipped.set(path, `'${path}' is not a directory`)
  }
  const msg = skipped.size === 0 ? 'All paths examined' : 'Not all paths examined, check warnings for details'
  return outcome({ changed: false, files, matched: files.length, examined, msg, skipped_paths: skipped })
}

async function described(path: string, found: FileStat, of: { args: Dict; context: ModuleContext }): Promise<Value> {
  const facts: Dict = new Map<Value, Value>([['path', path], ...Object.entries(statFacts(found))])
  if (found.kind === 'file' && booleanArgument(of.args, 'get_checksum', false)) {
    facts.set('checksum', sha1(await of.context.files.read(path)))
  }
  return facts
}

function wantedBy(args: Dict, limits: { age: number | undefined; size: number | undefined; now: number }) {
  const list = (...names: string[]) => names.flatMap((name) => listArgument(args, name)).map(text)
  const byRegex = booleanArgument(args, 'use_regex', false)
  const matches = (name: string, one: string) =>
    byRegex ? pattern(`^(?:${one})`).test(name) : matchesGlob(name, one) || (one === '*' && name !== '')
  const patterns = list('patterns', 'pattern')
  const excludes = list('excludes', 'exclude')
  const kind = textArgument(args, 'file_type') ?? 'file'
  const { age, size, now } = limits
  return (name: string, found: FileStat): boolean => {
    if (kind !== 'any' && found.kind !== kind) return false
    if (patterns.length > 0 && !patterns.some((one) => matches(basename(name), one))) return false
    if (excludes.some((one) => matches(basename(name), one))) return false
    const old = (now - found.mtimeMs) / 1000
    if (age !== undefined && (age >= 0 ? old < age : old > -age)) return false
    return size === undefined || found.kind !== 'file' || (size >= 0 ? found.size >= size : found.size <= -size)
  }
}

/** `2d`, `-1w`, `10m`: a number with its unit; NaN for what is none. */
function amount(given: string | undefined, units: Record<string, number>): number | undefined {
  if (given === undefined) return undefined
  const [, number, unit = ''] = /^(-?\d+)([a-z])?$/.exec(given.toLowerCase()) ?? []
  const factor = unit === '' ? 1 : units[unit]
  return number === undefined || factor === undefined ? Number.NaN : Number(number) * factor
}
