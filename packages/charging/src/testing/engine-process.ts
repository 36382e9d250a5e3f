import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The engine as a process of its own, for tests that kill it. */
export type EngineProcess = { address: string; kill(): Promise<void> }

export async function spawnEngine(databaseUrl: string, settings: Record<string, string> = {}): Promise<EngineProcess> {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const env = {
    PATH: process.env.PATH,
    OMNICRM_OCS_DATABASE_URL: databaseUrl,
    OMNICRM_OCS_PORT: '0',
    OMNICRM_OCS_TCP_PORT: '0',
    ...settings,
  }
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    address: await firstAddress(child),
    kill: () => {
      child.kill('SIGKILL')
      return exit
    },
  }
}

function firstAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    let errors = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk
      const address = /http:\S+/.exec(output)?.[0]
      if (address !== undefined) resolve(address)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk
    })
    child.once('exit', () => reject(new Error(`the engine ended before it answered:\n${errors}`)))
  })
}

/** Calls a method; answers its reply, or undefined when there was none. */
export async function callEngine(
  address: string,
  method: string,
  argument: object,
): Promise<{ result: unknown; error: string | null } | undefined> {
  try {
    const response = await fetch(address, { method: 'POST', body: JSON.stringify({ method, params: [argument] }) })
    return (await response.json()) as { result: unknown; error: string | null }
  } catch {
    return undefined
  }
}
