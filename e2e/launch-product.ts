import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ADMIN } from './product.ts'

const root = path.resolve(import.meta.dirname, '..')

export type LaunchOptions = {
  port: number
  ocsPort: number
  /** text of crm_config.yaml; the example's when left out */
  config?: string
  env?: Record<string, string>
}

/** Starts the product as an operator would, with an empty database; answers how to stop it. */
export async function launchProduct({ port, ocsPort, config, env }: LaunchOptions): Promise<() => Promise<void>> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-e2e-'))
  const configPath = path.join(dir, 'crm_config.yaml')
  if (config !== undefined) writeFileSync(configPath, config)
  const server = spawn(process.execPath, [path.join(root, 'apps/server/src/main.ts'), 'demo'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      OMNICRM_OCS_PORT: String(ocsPort),
      OMNICRM_DATA_DIR: path.join(dir, 'data'),
      OMNICRM_CONFIG: configPath,
      OMNICRM_DEMO: '0',
      OMNICRM_ADMIN_EMAIL: ADMIN.email,
      OMNICRM_ADMIN_PASSWORD: ADMIN.password,
      ...env,
    },
  })
  let output = ''
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes('is ready at')) resolve()
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.once('exit', () => reject(new Error(`the product did not start:\n${output}`)))
  })
  return async () => {
    server.kill('SIGTERM')
    await exited
    rmSync(dir, { recursive: true, force: true })
  }
}
