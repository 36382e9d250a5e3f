import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PlaybookEngine } from '../engine.ts'
import { runWithAnsible } from './run-with-ansible.ts'

/**
 * Runs playbooks with the real Ansible through ansible-runner; undefined when it is not installed. Jobs are laid out below
 * `scratchDir` and removed when they end. It cannot renew variables between tasks, add request headers or refuse addresses.
 */
export async function createAnsibleEngine(options: { scratchDir: string }): Promise<PlaybookEngine | undefined> {
  const has = (program: string) =>
    promisify(execFile)(program, ['--version']).then(
      () => true,
      () => false,
    )
  if (!(await has('ansible-runner')) || !(await has('ansible-playbook'))) return undefined
  return { name: 'ansible', run: (job) => runWithAnsible(job, { folder: join(options.scratchDir, randomUUID()) }) }
}
