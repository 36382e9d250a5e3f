// Runs in whatever Node the machine has (20 or newer): installs what is missing and answers the Node 24 that came with it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** A reason to stop, as one sentence for the person at the keyboard. */
export class Stop extends Error {}

/** Runs a command in the project's root; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}

/** Installs the packages of the lock file unless they are all there. */
export async function installPackages() {
  if (packagesAreThere()) return
  process.stdout.write('  installing packages (the first time only)\n')
  const npm = process.env.npm_execpath
  const [command, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  // Not `ci`: it refuses a lock file whenever the registry lacks an optional package of some other platform.
  const code = await run(command, [...first, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0) throw new Stop('The packages could not be installed: see the lines above.')
}

function packagesAreThere() {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(lock.packages).every(([place, entry]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) return true
    if (entry.link || entry.optional || entry.devOptional || entry.peer) return true
    try {
      return JSON.parse(readFileSync(path.join(root, place, 'package.json'), 'utf8')).version === entry.version
    } catch {
      return false
    }
  })
}

/** Path of a Node 24: the one from the packages, else this one when it is new enough. */
export function findNode() {
  const packaged = path.join(root, 'node_modules', '.bin', 'node')
  if (existsSync(packaged)) return packaged
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Stop(`There is no packaged Node 24 for ${process.platform}-${process.arch}: install Node 24 or newer.`)
}

/** Builds the web app unless the built one is of these very sources. */
export async function buildWebApp(node) {
  const dist = path.join(root, 'apps/web/dist')
  const stamp = path.join(dist, '.built-from')
  const sources = hashOf(
    ['apps/web/src', 'apps/web/public', 'packages/contract/src'],
    ['apps/web/index.html', 'apps/web/vite.config.ts', 'apps/web/package.json', 'package-lock.json'],
  )
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  process.stdout.write('  building the web app\n')
  const code = await run(node, [path.join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: path.join(root, 'apps/web'),
  })
  if (code !== 0) {
    rmSync(stamp, { force: true })
    throw new Stop('The web app could not be built: see the lines above.')
  }
  mkdirSync(dist, { recursive: true })
  writeFileSync(stamp, sources)
}

function hashOf(folders, files) {
  const hash = createHash('sha256')
  for (const file of [...folders.flatMap(filesBelow), ...files].sort()) {
    hash.update(file).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function filesBelow(folder) {
  const full = path.join(root, folder)
  if (!existsSync(full)) return []
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
}

/** Runs a script's main function; a Stop is told in one line. */
export async function main(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
