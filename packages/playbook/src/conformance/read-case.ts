import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'

/** What the peer answers to a request: `status` 200 unless told otherwise; several ones are given in turn. */
export type PeerAnswer = {
  status?: number
  /** sent as JSON, a text as it is */
  body?: unknown
  headers?: Record<string, string>
  /** closes the connection instead */
  hang_up?: boolean
}

export type Header = {
  /** extra variables besides `peer`, the peer's address */
  vars?: Record<string, unknown>
  /** by method and path, such as "GET /crm/health"; what is not named answers 200 with {"ok": true} */
  answers?: Record<string, PeerAnswer | PeerAnswer[]>
  /** the effective configuration */
  config?: Record<string, unknown>
  /** types of templates as ansible-core 2.19 has them */
  native?: boolean
  /** what Ansible must have beyond its core: a collection or a Python package */
  needs?: string[]
  /** the two engines word this failure in their own ways; that it fails is compared, its message is not */
  own_words?: boolean
  env?: Record<string, string>
}

export type Case = { name: string; folder: string; play: string; header: Header }

/** The playbooks below a folder, one folder a topic. Lines that begin with `#:` at their top are the header, as YAML. */
export async function readCases(root: string): Promise<Case[]> {
  const cases: Case[] = []
  for (const topic of (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const folder = join(root, topic.name)
    for (const file of (await readdir(folder))
      .filter((name) => name.endsWith('.yaml') && !name.startsWith('_'))
      .sort()) {
      const source = await readFile(join(folder, file), 'utf8')
      const play = basename(file, '.yaml')
      cases.push({ name: `${topic.name}/${play}`, folder, play, header: readHeader(source) })
    }
  }
  return cases.sort((a, b) => a.name.localeCompare(b.name))
}

const readHeader = (source: string): Header => {
  const lines = source.split('\n').filter((line) => line.startsWith('#:'))
  return (parse(lines.map((line) => line.slice(2)).join('\n')) ?? {}) as Header
}
