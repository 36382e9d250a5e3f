import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { reportTable } from './report-table.ts'
import { runSuite } from './run-suite.ts'
import { ansiblePython } from './served-ansible.ts'

const python = await ansiblePython()
const scratchDir = await mkdtemp(join(tmpdir(), 'playbook-conformance-'))
afterAll(() => rm(scratchDir, { recursive: true, force: true }))

if (python === undefined) {
  console.warn(
    'Conformance of the playbook engines is not tested: ansible-playbook and ansible-runner are not installed.',
  )
}

test.skipIf(python === undefined)(
  'every playbook of the suite goes the same way in process and in Ansible (needs Ansible) [PROV-06, PROV-12, PROV-17]',
  { timeout: 600_000 },
  async () => {
    const reports = await runSuite({ python: python ?? '', scratchDir, atOnce: 4 })
    console.log(reportTable(reports))
    expect(reports.flatMap(({ name, differences }) => differences.map((one) => `${name}: ${one}`))).toEqual([])
  },
)
