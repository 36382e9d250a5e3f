import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createAnsibleEngine, createNativeEngine, type PlaybookEngine } from '../index.ts'
import { runPlay } from '../testing/run-play.ts'

const scratch = await mkdtemp(join(tmpdir(), 'playbook-keywords-'))
const ansible = await createAnsibleEngine({ scratchDir: join(scratch, 'jobs') })
afterAll(() => rm(scratch, { recursive: true, force: true }))

const run = (engine: PlaybookEngine) =>
  runPlay(
    {
      play: 'keywords',
      playsDir: join(import.meta.dirname, '../testing/plays'),
      variables: {
        given: 'extra',
        'SIM Card': 5001,
        injected: '{{ own }}',
        target: join(scratch, `made-by-${engine.name}`),
      },
      effectiveConfig: { ocs: { cgrates: 'localhost:2080' }, mail: 'Dear {{ var:name }}' },
    },
    engine,
  )

/** What a task shows: its message and facts; of failures only that they failed, since the wording is each engine's own. */
const shown = ({ status, result }: { status: number; result: Record<string, unknown> }): unknown => {
  const one = (part: Record<string, unknown>) => ({
    msg: part.failed ? undefined : part.msg,
    facts: part.ansible_facts,
    skipped: part.skipped ?? false,
    failed: part.failed ?? false,
  })
  const { results } = result as { results?: Record<string, unknown>[] }
  if (status === 0)
    return results?.length
      ? results.map((part) => ({ ...one(part), item: part.item, stdout: part.stdout }))
      : { ...one(result), own: result['own | upper'], gathered: result.gathered }
  return results?.map((part) => part.failed ?? false)
}

test.skipIf(!ansible)(
  'keywords and modules end alike in both engines (needs Ansible) [PROV-06, PROV-12, PROV-17]',
  { timeout: 300_000 },
  async () => {
    const [native, real] = await Promise.all([run(createNativeEngine()), run(ansible!)])
    const rows = ({ ended }: typeof native) =>
      ended.map((end) => ({ task: `${end.number} ${end.status} ${end.name}`, shown: shown(end) }))
    expect(rows(native)).toEqual(rows(real))
    expect(native.outcome).toEqual({ status: 'failed', failedTask: 'last', message: 'the end' })
  },
)
