import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { main } from './main.ts'

let folder = ''
let play = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playbook-cli-'))
  play = join(folder, 'play_x.yaml')
  await writeFile(join(folder, 'vars.yaml'), 'who: file\nn: 2\n')
  await writeFile(
    play,
    `- name: P
  hosts: localhost
  tasks:
    - {name: greet, debug: {msg: "hello {{ who | default('nobody') }} {{ n | default(1) + 1 }}"}, tags: greet}
    - {name: send, uri: {url: "http://127.0.0.1:1/x"}, tags: [never, send]}
    - {name: end, fail: {msg: over}, when: fail is defined, tags: greet}
`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const call = async (...argv: string[]) => {
  const lines: string[] = []
  const code = await main(argv, (line) => lines.push(line.trim().replace(/\s+/g, ' ')))
  return { code, lines }
}

test('runs a play with variables from the line and from a file', async () => {
  expect(await call('run', play, '-e', 'who=line')).toEqual({
    code: 0,
    lines: ['1 ok greet', 'hello line 2', '2 skipped end'],
  })
  expect((await call('run', play, '-e', `@${join(folder, 'vars.yaml')}`, '-e', '{"who": "json"}')).lines).toContain(
    'hello json 3',
  )
})

test('tags choose, failures answer 2, what cannot run 4 or 1, wrong use 5', async () => {
  expect((await call('run', play, '--tags', 'send', '--check')).lines).toEqual(['1 skipped send'])
  expect((await call('run', play, '--skip-tags', 'greet')).lines).toEqual([])
  expect(await call('run', play, '-e', 'fail=1')).toMatchObject({ code: 2 })
  expect(await call('run', join(folder, 'none.yaml'))).toMatchObject({ code: 4 })
  expect(await call('run', play, '--frob')).toMatchObject({ code: 5 })
  expect(await call('fly')).toMatchObject({ code: 5 })
})

test('a dry run prints requests and makes none', async () => {
  const { code, lines } = await call('run', play, '--tags', 'send', '--dry-run')
  expect([code, lines]).toEqual([0, ['1 ok send', 'GET http://127.0.0.1:1/x']])
})

test('lint prints file and line, and answers 2 when the play cannot run', async () => {
  expect(await call('lint', play)).toEqual({ code: 0, lines: ['nothing to find fault with'] })
  const broken = join(folder, 'play_broken.yaml')
  await writeFile(broken, '- hosts: localhost\n  tasks:\n    - {frobnicate: {}}\n')
  expect(await call('lint', broken)).toEqual({
    code: 2,
    lines: ['play_broken.yaml:3: error: There is no module "frobnicate" [unknown-module]'],
  })
})
