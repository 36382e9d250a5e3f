import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { layOutJobFolder } from '@omnicrm/playbook'
import type { Api } from './api.ts'
import type { Shop } from './shop.ts'

const playsDir = path.resolve(import.meta.dirname, '../Provisioners/plays')
const POLL_MS = 4

/** Milliseconds from the request of a mobile SIM to its job's status 0, as a client sees it. */
export async function measureOrder(api: Api, shop: Shop, order: number): Promise<number> {
  const started = performance.now()
  const { provision_id: id } = await api.call<{ provision_id: number }>('PUT', '/crm/provision/', orderOf(shop, order))
  for (;;) {
    const job = await api.call<{ provisioning_status: number }>('GET', `/crm/provision/provision_id/${id}`)
    if (job.provisioning_status === 0) return performance.now() - started
    if (job.provisioning_status === 2) throw new Error(`job ${id} failed`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** Milliseconds that `ansible-playbook` takes for the same play against the same product; undefined where it is not installed. */
export async function measureAnsible(
  api: Api,
  shop: Shop,
  options: { order: number; url: string; ocsPort: number },
): Promise<number | undefined> {
  if ((await runQuietly('ansible-playbook', ['--version'], {})) !== 0) return undefined
  const folder = mkdtempSync(path.join(os.tmpdir(), 'omnicrm-bench-ansible-'))
  try {
    const job = await layOutJobFolder(
      {
        playsDir,
        play: 'play_local_mobile_sim',
        variables: {
          ...orderOf(shop, options.order),
          days: 30,
          data_gb: 20,
          voice_minutes: 'unlimited',
          sms_count: 'unlimited',
          access_token: api.token,
        },
        effectiveConfig: {
          crm: { base_url: options.url },
          ocs: { cgrates: `127.0.0.1:${options.ocsPort}`, ocsTenant: 'mnc001.mcc234.3gppnetwork.org' },
          hss: { hss_peers: [] },
        },
        now: () => new Date(),
      },
      { folder },
    )
    const started = performance.now()
    const code = await runQuietly(
      'ansible-playbook',
      ['-i', 'localhost,', '-c', 'local', '-e', `@${job.variablesFile}`, job.playFile],
      {
        PATH: `${job.binFolder}:${process.env.PATH}`,
        ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
      },
    )
    if (code !== 0) throw new Error(`ansible-playbook ended with ${code}`)
    return performance.now() - started
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function orderOf(shop: Shop, order: number): Record<string, unknown> {
  return {
    product_id: shop.productId,
    customer_id: shop.customerId,
    'SIM Card': shop.sims[order],
    'Mobile Number': shop.numbers[order],
    auto_renew: true,
    terms_accepted: true,
  }
}

function runQuietly(command: string, args: string[], env: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env } })
    child.once('error', () => resolve(127))
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
