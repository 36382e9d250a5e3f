import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { shippedPlays } from '../testing/run-play.ts'
import { lintPlaybook } from './lint-playbook.ts'

const found = (tasks: string, options: { given?: string[]; more?: Record<string, string> } = {}) => {
  const play = `- name: P\n  hosts: localhost\n  tasks:\n${tasks.replace(/^/gm, '    ')}\n`
  const files = new Map(Object.entries({ 'play_x.yaml': play, ...options.more }))
  const given = options.given ? { given: options.given } : {}
  return lintPlaybook({ file: 'play_x.yaml', files, ...given }).map(
    ({ file, line, rule, severity }) => `${file}:${line} ${severity} ${rule}`,
  )
}

test.each([
  ['an unknown module', '- debug: {msg: x}\n- frobnicate: {x: 1}', 'play_x.yaml:5 error unknown-module'],
  ['a module of Ansible alone', '- debug: {msg: x}\n- user: {name: x}', 'play_x.yaml:5 note needs-ansible'],
  ['a module of a collection', '- community.mysql.mysql_db: {name: x}', 'play_x.yaml:4 note needs-ansible'],
  ['a keyword of Ansible alone', '- debug: {msg: x}\n  become: yes', 'play_x.yaml:4 note needs-ansible'],
  [
    'an argument of Ansible alone',
    '- copy: {content: x, dest: /tmp/x, owner: root}',
    'play_x.yaml:4 note needs-ansible',
  ],
  ['an unknown keyword', '- debug: {msg: x}\n  wen: true', 'play_x.yaml:4 error syntax'],
  ['an unknown filter', '- debug:\n    msg: "{{ 1 | frob }}"', 'play_x.yaml:4 warning unknown-name'],
  ['broken YAML', '- debug: {msg: "x}', 'play_x.yaml:5 error syntax'],
  ['a password', '- uri: {url: "http://h/x", url_password: hunter2}', 'play_x.yaml:4 warning literal-secret'],
  ['a password in an address', '- uri: {url: "http://u:p@h/x"}', 'play_x.yaml:4 warning literal-secret'],
  ['a key in a header', '- uri: {url: "http://h", headers: {X-Api-Key: abc}}', 'play_x.yaml:4 warning literal-secret'],
  ['a change nobody undoes', '- uri: {url: "http://h", method: PUT}', 'play_x.yaml:4 warning no-undo'],
  ['a value in a shell', '- shell: "echo {{ x }}"', 'play_x.yaml:4 warning unquoted-shell'],
  ['a task file that is not there', '- include_tasks: nowhere.yaml', 'play_x.yaml:4 error missing-file'],
  ['a step of meta that there is not', '- meta: fly', 'play_x.yaml:4 error unknown-argument'],
])('%s', (_what, tasks, finding) => {
  expect(found(tasks)).toEqual([finding])
})

test('variables that nobody sets, but for those asked for, with a default, or given', () => {
  const tasks = `
- {name: one, debug: {msg: "{{ unknown }} {{ given }} {{ a | default(1) }} {{ b.c | default(2) }}"}}
- {name: two, debug: {msg: "{{ maybe }}"}, when: maybe is defined}
- {name: three, debug: {msg: x}, register: r}
- {name: four, debug: {msg: "{{ r.msg }} {{ item }} {{ playbook_dir }} {{ lookup('env', 'X') }}"}, loop: [1]}
- {name: five, debug: {msg: "{% set own = 1 %}{% for one in [own] %}{{ one }}{{ loop.index }}{% endfor %}"}}
- {name: six, set_fact: {given: 1}}`
  expect(found(tasks.trim(), { given: ['given'] })).toEqual([
    'play_x.yaml:4 warning undefined-variable',
    'play_x.yaml:9 warning overridden-fact',
  ])
})

test('what is included is looked at too, with its own file and line', () => {
  const more = { 'task_y.yaml': '- debug: {msg: x}\n- frobnicate: {}' }
  expect(found('- include_tasks: task_y.yaml', { more })).toEqual(['task_y.yaml:2 error unknown-module'])
})

test('a change inside a block with a rescue section is undone there', () => {
  const tasks =
    '- block:\n    - uri: {url: "http://h", method: PUT}\n  rescue:\n    - uri: {url: "http://h", method: PUT}'
  expect(found(tasks)).toEqual([])
})

test('the plays that ship have no faults', async () => {
  const names = (await readdir(shippedPlays)).filter((name) => name.endsWith('.yaml'))
  const files = new Map<string, string>()
  for (const name of names) files.set(name, await readFile(join(shippedPlays, name), 'utf8'))
  for (const file of names.filter((name) => name.startsWith('play_'))) {
    const faults = lintPlaybook({ file, files }).filter(({ severity }) => severity !== 'note')
    expect(faults.map(({ message, line }) => `${file}:${line} ${message}`)).toEqual([])
  }
})
