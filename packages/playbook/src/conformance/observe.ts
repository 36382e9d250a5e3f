import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlaybookEngine } from '../engine.ts'
import { runPlay } from '../testing/run-play.ts'
import type { Case } from './read-case.ts'
import { type Recorded, startRecordingPeer } from './recording-peer.ts'

export type ObservedTask = { name: string; ending: string; result: unknown }
export type Observed = {
  tasks: ObservedTask[]
  requests: Recorded[]
  outcome: { status: string; failedTask: string | undefined; message: string | undefined; fatal: number | undefined }
}

const endings: Record<number, string> = { 0: 'ok', 2: 'failed', 3: 'ignored' }

/** Runs a playbook on one engine against a peer of its own, and keeps what must be the same in both. */
export async function observe(playbook: Case, engine: PlaybookEngine): Promise<Observed> {
  const { play, header } = playbook
  const root = await mkdtemp(join(tmpdir(), 'playbook-case-'))
  const folder = await layOut(playbook, root)
  const peer = await startRecordingPeer(header.answers)
  const peerAt = `127.0.0.1:${peer.port}`
  try {
    const alike = (value: unknown) => normalised(value, { peerAt, ownWords: header.own_words ?? false })
    const { outcome, ended } = await runPlay(
      {
        playsDir: folder,
        play,
        variables: { peer: peer.url, peer_port: peer.port, ...header.vars },
        effectiveConfig: header.config ?? {},
        nativeTypes: header.native ?? false,
      },
      engine,
    )
    return {
      tasks: ended.map(({ name, status, result }) => {
        const state = status === 0 && result.skipped === true ? 'skipped' : (endings[status] ?? String(status))
        const changed = status === 0 && result.changed === true ? ' changed' : ''
        return { name: String(alike(name)), ending: state + changed, result: alike(result) }
      }),
      requests: alike(peer.requests) as Recorded[],
      outcome: {
        status: outcome.status,
        failedTask: outcome.failedTask,
        message:
          outcome.status === 'failed'
            ? String(failure(outcome.message ?? '', { peerAt, ownWords: header.own_words ?? false }))
            : undefined,
        fatal: outcome.fatal?.exitCode,
      },
    }
  } finally {
    await peer.close()
    await rm(root, { recursive: true, force: true })
  }
}

/** A plays folder with this playbook alone, and what its folder holds besides playbooks. */
async function layOut({ folder, play }: Case, root: string): Promise<string> {
  const plays = join(root, 'Provisioners/plays')
  await mkdir(plays, { recursive: true })
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const isSupport = entry.isDirectory() || entry.name.startsWith('_')
    if (isSupport || entry.name === `${play}.yaml`)
      await cp(join(folder, entry.name), join(plays, entry.name), { recursive: true })
  }
  return plays
}

// what belongs to one engine, one run or one machine
const incidental = new Set([
  'invocation',
  'elapsed',
  'start',
  'end',
  'delta',
  'date',
  'exception',
  'warnings',
  'deprecations',
  'connection',
  'keep_alive',
  'discovered_interpreter_python',
  'ansible_loop_var',
  'ansible_index_var',
  'skipped_reason',
  'ansible_included_var_files',
  'skip_reason',
  'diff',
])

function normalised(value: unknown, options: { peerAt: string; ownWords: boolean }): unknown {
  if (typeof value === 'string') return plainText(value, options.peerAt)
  if (Array.isArray(value)) return value.map((member) => normalised(member, options))
  if (typeof value !== 'object' || value === null) return value
  const failed = 'failed' in value && value.failed === true
  const kept: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (incidental.has(name) || isNothing(name, member)) continue
    kept[plainText(name, options.peerAt)] =
      failed && name === 'msg' ? failure(member, options) : normalised(member, options)
  }
  return kept
}

/** What one engine says and the other leaves out, and means the same. */
const isNothing = (name: string, value: unknown): boolean =>
  ((name === 'failed' || name === 'changed') && value === false) ||
  (name === 'results' && Array.isArray(value) && value.length === 0) ||
  (name === 'ansible_facts' && Object.keys(value ?? {}).every((fact) => incidental.has(fact)))

/** The reason of a failure as a clerk reads it: without what Ansible wraps it in, and without the place in the file. */
function failure(message: unknown, options: { peerAt: string; ownWords: boolean }): unknown {
  if (typeof message !== 'string') return normalised(message, options)
  if (options.ownWords) return '(own words)'
  let reason = plainText(message, options.peerAt).replace(/\.?\s*The error appears to be in [\s\S]*$/, '')
  reason = reason.replace('The task includes an option with an undefined variable. The error was: ', '')
  for (const wrapper of wrappers) reason = reason.replace(wrapper, '$1')
  return reason.trim()
}

const wrappers = [
  /^to_(?:nice_)?yaml - ([\s\S]*)$/,
  /template error while templating string: ([\s\S]*?)\. String: [\s\S]*$/,
  /^(?:template error while templating string: )?([\s\S]*?) Jinja was looking for the following tags[\s\S]*$/,
  // Ansible 2.14 says an inner reason twice
  /(?<=: |^|\. )([^:]{5,}?.*?)\. \1$/s,
  /^Unexpected templating type error occurred on \([\s\S]*?\): ([\s\S]*)$/,
  /^the field '\w+' has an invalid value \([\s\S]*?\), and could not be converted to an? \w+\.\s*The error was: ([\s\S]*)$/,
  /An unhandled exception occurred while (?:running the lookup plugin|templating) '[\s\S]*?'\. Error was a <class '[\w.]+'>, original message: ([\s\S]*)$/,
  /template error while templating string: ([\s\S]*?)\. String: [\s\S]*$/,
]

const plainText = (value: string, peerAt: string): string =>
  value
    .replaceAll(peerAt, 'PEER')
    .replace(/\/[\w./-]*\/(?:Provisioners\/plays|conformance\/plays\/[\w-]+)(?=\/|$)/g, 'PLAYS')
