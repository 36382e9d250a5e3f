import { join } from 'node:path'
import { createNativeEngine } from '../engine/native-engine.ts'
import { differences } from './compare.ts'
import { observe } from './observe.ts'
import { type Case, readCases } from './read-case.ts'
import { missingFrom, startServedAnsible } from './served-ansible.ts'

export const playbooks = join(import.meta.dirname, 'plays')

export type CaseReport = { name: string; tasks: number; requests: number; differences: string[]; leftOut?: string }

/** Runs the playbooks on both engines, `atOnce` at a time. */
export async function runSuite(options: {
  python: string
  scratchDir: string
  atOnce: number
  only?: RegExp
}): Promise<CaseReport[]> {
  const { python, scratchDir, atOnce, only } = options
  const cases = (await readCases(playbooks)).filter(({ name }) => only?.test(name) ?? true)
  const wanted = [...new Set(cases.flatMap(({ header }) => header.needs ?? []))]
  const missing = new Set(await missingFrom(python, wanted))
  const classic = await startServedAnsible({ python, scratchDir: join(scratchDir, 'classic'), nativeTypes: false })
  const natives = await startServedAnsible({ python, scratchDir: join(scratchDir, 'native'), nativeTypes: true })
  const native = createNativeEngine()
  const compared = async (playbook: Case): Promise<CaseReport> => {
    const ours = await observe(playbook, native)
    const lacking = playbook.header.needs?.filter((name) => missing.has(name)) ?? []
    const real =
      lacking.length > 0 ? undefined : await observe(playbook, (playbook.header.native ? natives : classic).engine)
    return {
      name: playbook.name,
      tasks: ours.tasks.length,
      requests: ours.requests.length,
      differences: real ? differences(ours, real) : [],
      ...(real ? {} : { leftOut: `Ansible lacks ${lacking.join(', ')}` }),
    }
  }
  try {
    const reports: CaseReport[] = []
    const queue = cases[Symbol.iterator]()
    const worker = async () => {
      for (const playbook of queue) reports.push(await compared(playbook))
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return reports.sort((a, b) => a.name.localeCompare(b.name))
  } finally {
    await Promise.all([classic.close(), natives.close()])
  }
}
