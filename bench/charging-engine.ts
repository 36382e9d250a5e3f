import { type ChildProcess, fork, spawn } from 'node:child_process'
import path from 'node:path'
import { Client } from 'pg'
import type { LoadOrder, LoadResult } from './charging-load.ts'

const root = path.resolve(import.meta.dirname, '..')

export type EngineProcess = { port: number; pid: number; seconds: number; stop(): Promise<void> }

/** Starts the engine as a process of its own; `seconds` is from spawn to its first word, which is "ready". */
export async function startEngineProcess(databaseUrl: string, nodeArguments: string[] = []): Promise<EngineProcess> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=64', ...nodeArguments, path.join(root, 'packages/charging/src/main.ts')],
    {
      // Slow requests are told by the figures.
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        OMNICRM_OCS_DATABASE_URL: databaseUrl,
        OMNICRM_OCS_PORT: '0',
        OMNICRM_OCS_TCP_PORT: '0',
      },
    },
  )
  const port = await readyPort(child)
  return {
    port,
    pid: child.pid ?? 0,
    seconds: (performance.now() - started) / 1000,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function readyPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const port = /127\.0\.0\.1:(\d+)\/jsonrpc/.exec(output)?.[1]
      if (port !== undefined) resolve(Number(port))
    })
    child.once('exit', () => reject(new Error(`the charging engine did not start:\n${output}`)))
  })
}

/** Runs one order in a load process of its own. */
export function runLoad(order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(root, 'bench/charging-load.ts'))
    child.once('message', (result) => {
      resolve(result as LoadResult)
      child.kill()
    })
    child.once('error', reject)
    child.send(order)
  })
}

/** An empty database beside the given one. */
export async function createBenchDatabase(url: string, name: string): Promise<string> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  await admin.query(`drop database if exists ${name}`)
  await admin.query(`create database ${name}`)
  await admin.end()
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.href
}

/** Asks the engine one thing; throws what it answers as error. */
export async function ask(port: number, method: string, argument: object, host = '127.0.0.1'): Promise<unknown> {
  const body = JSON.stringify({ method, params: [argument], id: 1 })
  const response = await fetch(`http://${host}:${port}/jsonrpc`, { method: 'POST', body })
  const { result, error } = (await response.json()) as { result: unknown; error: string | null }
  if (error !== null) throw new Error(`${method}: ${error}`)
  return result
}
