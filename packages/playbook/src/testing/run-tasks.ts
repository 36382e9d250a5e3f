import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlaybookEngine, PlaybookRun } from '../engine.ts'
import { runPlay } from './run-play.ts'

/** Runs files given as text: `play.yaml` is the playbook. A text that is no playbook is taken for its tasks. */
export async function runTasks(
  source: string,
  job: Partial<PlaybookRun> & { files?: Record<string, string> } = {},
  engine?: PlaybookEngine,
) {
  const playsDir = await mkdtemp(join(tmpdir(), 'playbook-tasks-'))
  const indented = source.replace(/^\n*/, '').replace(/^/gm, '    ')
  const playbook = /^- .*\bhosts:|^ {2}hosts:/m.test(source)
    ? source
    : `- name: Test\n  hosts: localhost\n  tasks:\n${indented}\n`
  try {
    for (const [name, text] of Object.entries({ 'play.yaml': playbook, ...job.files }))
      await writeFile(join(playsDir, name), text)
    return await runPlay({ play: 'play', ...job, playsDir }, engine)
  } finally {
    await rm(playsDir, { recursive: true, force: true })
  }
}
