import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportTable } from './report-table.ts'
import { runSuite } from './run-suite.ts'
import { ansiblePython } from './served-ansible.ts'

// node packages/playbook/src/conformance/try.ts [part of a name]
const python = await ansiblePython()
if (python === undefined) throw new Error('Ansible and ansible-runner must be installed')
const scratchDir = await mkdtemp(join(tmpdir(), 'playbook-conformance-'))
try {
  const only = process.argv[2]
  const reports = await runSuite({ python, scratchDir, atOnce: 4, ...(only ? { only: new RegExp(only) } : {}) })
  for (const { name, differences } of reports)
    for (const difference of differences) console.log(`${name}: ${difference}`)
  console.log(reportTable(reports))
  process.exitCode = reports.some(({ differences }) => differences.length > 0) ? 1 : 0
} finally {
  await rm(scratchDir, { recursive: true, force: true })
}
