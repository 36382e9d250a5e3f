import { describe, expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

// that Ansible does the same is for conformance/plays/keywords; this holds where it is not installed

const names = async (source: string, job: Parameters<typeof runTasks>[1] = {}) => {
  const { ended } = await runTasks(source, job)
  return ended.map(
    ({ name, status, result }) => `${name}${status === 2 ? ' failed' : result.skipped ? ' skipped' : ''}`,
  )
}

describe('handlers', () => {
  const play = (tasks: string) => `
- hosts: localhost
  tasks:
${tasks.trim().replace(/^/gm, '    ')}
  handlers:
    - {name: first, debug: {msg: x}}
    - {name: second, debug: {msg: x}, listen: topic}
`
  test('run once, in their own order, when what notified them has changed something', async () => {
    expect(
      await names(
        play(`
- {name: a, debug: {msg: x}, changed_when: true, notify: [topic, first]}
- {name: b, debug: {msg: x}, changed_when: true, notify: first}
- {name: c, debug: {msg: x}, notify: topic}`),
      ),
    ).toEqual(['a', 'b', 'c', 'first', 'second'])
  })

  test('run at flush_handlers, and not after a failure', async () => {
    expect(
      await names(
        play(`
- {name: a, debug: {msg: x}, changed_when: true, notify: first}
- {name: now, meta: flush_handlers}
- {name: b, debug: {msg: x}, changed_when: true, notify: first}
- {name: c, fail: {msg: x}}`),
      ),
    ).toEqual(['a', 'now', 'first', 'b', 'c failed'])
  })

  test('one that is not there ends the run', async () => {
    const { outcome } = await runTasks(play('- {name: a, debug: {msg: x}, changed_when: true, notify: nobody}'))
    expect(outcome.fatal?.stderr).toContain("The requested handler 'nobody' was not found")
  })
})

test('tags choose tasks; always and never stand apart', async () => {
  const tasks = `
- {name: plain, debug: {msg: x}}
- {name: net, debug: {msg: x}, tags: net}
- {name: rare, debug: {msg: x}, tags: [never, rare]}
- {name: always, debug: {msg: x}, tags: always}
- {name: block, tags: net, block: [{name: inner, debug: {msg: x}, tags: deep}]}`
  expect(await names(tasks)).toEqual(['plain', 'net', 'always', 'inner'])
  expect(await names(tasks, { tags: ['net'] })).toEqual(['net', 'always', 'inner'])
  expect(await names(tasks, { tags: ['rare'] })).toEqual(['rare', 'always'])
  expect(await names(tasks, { tags: ['untagged'] })).toEqual(['plain', 'always'])
  expect(await names(tasks, { skipTags: ['net', 'always'] })).toEqual(['plain'])
})

test('meta ends a play without its always sections, and the next play goes on', async () => {
  expect(
    await names(`
- hosts: localhost
  tasks:
    - block: [{name: over, meta: end_play}, {name: no, debug: {msg: x}}]
      always: [{name: nor this, debug: {msg: x}}]
- hosts: localhost
  tasks: [{name: next, debug: {msg: x}}]`),
  ).toEqual(['over', 'next'])
})

test('no_log hides what events and the outcome show, not what the play works with [PROV-09]', async () => {
  const { ended, outcome, events } = await runTasks(`
- {name: a, debug: {msg: hush}, no_log: true, register: r}
- {name: b, assert: {that: r.msg == "hush"}}
- {name: c, fail: {msg: hush}, no_log: true}`)
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 2])
  expect(JSON.stringify([outcome, events.map(({ result }) => result)])).not.toContain('"hush"')
  expect(outcome.message).toContain('has been hidden')
})

test('variables: file over play, block over file, task over block, include_vars, facts, extra', async () => {
  const { ended } = await runTasks(
    `
- hosts: localhost
  vars: {v: play, w: play}
  vars_files: [more.yaml]
  tasks:
    - vars: {v: block}
      block:
        - {debug: {msg: "{{ v }} {{ w }}"}}
        - {debug: {msg: "{{ v }}"}, vars: {v: task}}
        - {include_vars: more.yaml}
        - {debug: {msg: "{{ v }}"}, vars: {v: task}}
        - {set_fact: {v: fact, e: fact}}
        - {debug: {msg: "{{ v }} {{ e }}"}}`,
    { files: { 'more.yaml': 'v: file\nw: file' }, variables: { e: 'extra' } },
  )
  expect(ended.map(({ result }) => result.msg).filter((msg) => msg !== undefined)).toEqual([
    'block file',
    'task',
    'file',
    'fact extra',
  ])
})

test('facts of the machine follow the clock of the run and keep the environment to themselves', async () => {
  process.env.SOME_SECRET = 'hush'
  const { ended } = await runTasks(`
- hosts: localhost
  gather_facts: yes
  tasks:
    - {name: show, debug: {msg: "{{ ansible_date_time.iso8601 }} {{ ansible_facts.date_time.year }} {{ ansible_hostname | length > 0 }}"}}`)
  delete process.env.SOME_SECRET
  expect(ended[0]?.name).toBe('Gathering Facts')
  expect(ended[1]?.result.msg).toBe('2025-01-10T10:00:00Z 2025 True')
  expect(JSON.stringify(ended)).not.toContain('hush')
})

test('what only Ansible knows is found before the first task', async () => {
  for (const task of [
    '- {debug: {msg: x}, become: yes}',
    '- {debug: {msg: x}, delegate_to: router1}',
    '- {copy: {content: x, dest: /tmp/x, owner: root}}',
    '- {uri: {url: "http://h", unix_socket: /run/x}}',
    '- {debug: {msg: x}, async: 10}',
    '- {include_role: {name: x, vars_from: y}}',
  ]) {
    const { outcome, events } = await runTasks(task)
    expect([task, events.length, outcome.fatal?.exitCode]).toEqual([task, 0, 4])
  }
})
