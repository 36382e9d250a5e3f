import { describe, expect, test } from 'vitest'
import type { TaskEvent } from '../engine.ts'
import { runTasks } from '../testing/run-tasks.ts'

const messages = (ended: { result: Record<string, unknown> }[]) => ended.map(({ result }) => result.msg)

test('a program that ends without reading what it is given fails nothing', async () => {
  const tasks = Array.from(
    { length: 5 },
    (_, n) => `- {name: t${n}, command: {cmd: 'true', stdin: '${'x'.repeat(200_000)}'}}`,
  )
  const { ended } = await runTasks(tasks.join('\n'))
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0])
})

describe('events [PROV-07, PROV-08]', () => {
  test('each task starts with 1 and ends with 0, 2 or 3, numbered from 1, with times of the given clock', async () => {
    let minute = 0
    const { events, outcome } = await runTasks(
      '- {name: one, debug: {msg: x}}\n- {name: two, fail: {msg: no}, ignore_errors: true}\n- {name: three, fail: {msg: end}}',
      {
        now: () => new Date(Date.UTC(2025, 0, 10, 10, minute++)),
      },
    )
    expect(events.map(({ number, name, status }) => [number, name, status])).toEqual([
      [1, 'one', 1],
      [1, 'one', 0],
      [2, 'two', 1],
      [2, 'two', 3],
      [3, 'three', 1],
      [3, 'three', 2],
    ])
    expect(
      events.every(({ status, finishedAt, startedAt }) =>
        status === 1 ? finishedAt === null : finishedAt! > startedAt,
      ),
    ).toBe(true)
    expect(outcome).toEqual({ status: 'failed', failedTask: 'three', message: 'end' })
  })

  test('a skipped task ends 0 and says so', async () => {
    const { ended } = await runTasks('- {name: no, debug: {msg: x}, when: false}')
    expect(ended).toMatchObject([{ status: 0, result: { skipped: true } }])
  })

  test('events carry the registered results and facts so far, of which extra variables and files are none', async () => {
    const { events } = await runTasks(
      '- {set_fact: {a: 1}}\n- {debug: {msg: x}, register: b}\n- {include_vars: more.yaml}\n- {debug: {msg: x}}',
      { files: { 'more.yaml': 'secret: 1' }, variables: { given: 1 } },
    )
    expect(events.map(({ facts }) => Object.keys(facts))).toEqual([
      [],
      ['a'],
      ['a'],
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ])
  })

  test('events are awaited one by one', async () => {
    const order: string[] = []
    await runTasks('- {name: a, debug: {msg: x}}\n- {name: b, debug: {msg: x}}', {
      onEvent: async ({ name, status }) => {
        order.push(`begin ${name}${status}`)
        await new Promise(setImmediate)
        order.push(`end ${name}${status}`)
      },
    })
    expect(order).toEqual(['a1', 'a0', 'b1', 'b0'].flatMap((step) => [`begin ${step}`, `end ${step}`]))
  })
})

describe('failures', () => {
  test('the failure that began it is named, not the one that ends the rescue [PROV-10]', async () => {
    const { outcome } = await runTasks(`
- block:
    - {name: HSS, fail: {msg: no answer}}
  rescue:
    - {name: clean, debug: {msg: x}}
    - {name: verdict, assert: {that: action == "deprovision"}}`)
    expect(outcome).toEqual({ status: 'failed', failedTask: 'HSS', message: 'no answer' })
  })

  test('a failure that was rescued is no reason for a later one', async () => {
    const { outcome } = await runTasks(
      '- block: [{fail: {msg: first}}]\n  rescue: [{debug: {msg: x}}]\n- {name: later, fail: {msg: second}}',
    )
    expect(outcome).toMatchObject({ failedTask: 'later', message: 'second' })
  })

  test.each([
    ['a missing play [PROV-06, WF-23]', { play: 'nowhere' }, '- {debug: {msg: x}}', 1, 'nowhere.yaml'],
    ['a name that leaves the folder', { play: '../play' }, '- {debug: {msg: x}}', 1, 'is not the name of a playbook'],
    ['broken YAML [WF-23]', {}, '- {debug: {msg: x}}\n- debug: {msg: "x}', 4, 'line'],
    ['an unknown module [WF-23]', {}, '- {debug: {msg: x}}\n- {frobnicate: {x: 1}}', 4, 'frobnicate'],
    ['an unknown keyword', {}, '- {debug: {msg: x}, wen: true}', 4, 'conflicting action statements'],
    ['a task without module', {}, '- {name: x}', 4, 'no module/action detected'],
    ['an unquoted template', {}, '- debug:\n    msg: {{ x }}', 4, 'must stand in quotes'],
    ['an unknown filter', {}, '- {debug: {msg: "{{ 1 | frob }}"}}', 4, 'filter frob'],
    ['another host', {}, '- {name: x, hosts: db1, tasks: []}', 4, 'localhost'],
    [
      'hosts over an undefined variable [WF-23]',
      {},
      '- {name: x, hosts: "{{ nowhere }}", tasks: []}',
      4,
      "'nowhere' is undefined",
    ],
    [
      'an unknown module in an included file',
      { files: { 't.yaml': '- {frobnicate: {}}' } },
      '- {include_tasks: t.yaml}',
      4,
      'frobnicate',
    ],
  ])('%s is fatal: no task runs [PROV-27]', async (_title, job, source, exitCode, part) => {
    const { outcome, events } = await runTasks(source, job)
    expect(events).toEqual([])
    expect(outcome).toMatchObject({ status: 'failed', fatal: { exitCode } })
    expect(outcome.fatal?.stderr).toContain(part)
    expect(outcome.fatal?.causes.length).toBeGreaterThan(1)
  })

  test('an undefined variable fails its task and goes to the rescue, naming file and line', async () => {
    const { ended, outcome } = await runTasks(
      '- block:\n    - {name: bad, debug: {msg: "{{ nowhere }}"}}\n  rescue:\n    - {name: saved, debug: {msg: x}}',
    )
    expect(ended.map(({ name, status }) => [name, status])).toEqual([
      ['bad', 2],
      ['saved', 0],
    ])
    expect(ended[0]?.result.msg).toMatch(/'nowhere' is undefined.*play\.yaml': line 5/)
    expect(outcome.status).toBe('success')
  })

  test('a task that hangs fails after the time-out, and the rescue runs [PROV-35]', async () => {
    const { ended } = await runTasks(
      '- block:\n    - {name: hangs, command: sleep 60}\n  rescue:\n    - {name: saved, debug: {msg: x}}',
      { taskTimeoutMs: 50 },
    )
    expect(ended.map(({ name, status }) => [name, status])).toEqual([
      ['hangs', 2],
      ['saved', 0],
    ])
    expect(ended[0]?.result.msg).toBe('The task did not finish within 0.05 seconds')
  })

  test('an aborted run stops where it stands, without rescue', async () => {
    const stop = new AbortController()
    const seen: TaskEvent[] = []
    const run = runTasks(
      '- block:\n    - {name: hangs, command: sleep 60}\n  rescue:\n    - {name: saved, debug: {msg: x}}',
      {
        signal: stop.signal,
        onEvent: async (event) => {
          seen.push(event)
          setImmediate(() => stop.abort(new Error('shutting down')))
        },
      },
    )
    await expect(run).rejects.toThrow('shutting down')
    expect(seen.map(({ name }) => name)).toEqual(['hangs'])
  })
})

describe('variables', () => {
  test('extra variables win over set_fact, which fresh ones override in turn before each task [PROV-03, PROV-28]', async () => {
    let token = 0
    const { ended } = await runTasks(
      '- {debug: {msg: "{{ access_token }} {{ price }}"}}\n- {set_fact: {access_token: mine, price: 1}}\n- {debug: {msg: "{{ access_token }} {{ price }}"}}',
      {
        variables: { access_token: 'old', price: 45 },
        freshVariables: async () => ({ access_token: `t${++token}` }),
      },
    )
    expect([ended[0]?.result.msg, ended[2]?.result.msg]).toEqual(['t1 45', 't3 45'])
  })

  test('the configuration is what two folders up means, wherever the plays lie [PROV-17]', async () => {
    const { ended } = await runTasks(
      '- {include_vars: {file: ../../crm_config.yaml, name: crm_config}}\n- {debug: {msg: "{{ crm_config.ocs.cgrates }}"}}',
      { effectiveConfig: { ocs: { cgrates: 'localhost:2080' } } },
    )
    expect(ended[1]?.result.msg).toBe('localhost:2080')
  })

  test('what comes from a request or the configuration is never a template', async () => {
    const evil = "{{ lookup('env', 'PATH') }}"
    const { ended } = await runTasks(
      '- {include_vars: {file: ../../crm_config.yaml, name: c}}\n- {debug: {msg: "{{ note }} {{ c.note }}"}}\n- {set_fact: {copy: "{{ note }}"}}\n- {debug: {msg: "{{ copy }}"}}',
      { variables: { note: evil }, effectiveConfig: { note: evil } },
    )
    expect([ended[1]?.result.msg, ended[3]?.result.msg]).toEqual([`${evil} ${evil}`, evil])
  })

  test('a name such as __proto__ is data', async () => {
    const { ended } = await runTasks('- {debug: {msg: "{{ d.__proto__ }} {{ d.polluted is defined }}"}}', {
      variables: { d: JSON.parse('{"__proto__": {"polluted": 1}}') },
    })
    expect(ended[0]?.result.msg).toBe("{'polluted': 1} False")
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('native types keep what a single expression gives', async () => {
    const tasks = '- {debug: {msg: ["{{ 5 }}", "{{ 1.0 }}", "{{ none }}", "{{ \'[1]\' }}", "a {{ 5 }}", "{{ true }}"]}}'
    expect((await runTasks(tasks)).ended[0]?.result.msg).toEqual(['5', '1.0', '', [1], 'a 5', true])
    expect((await runTasks(tasks, { nativeTypes: true })).ended[0]?.result.msg).toEqual([
      5,
      1,
      null,
      '[1]',
      'a 5',
      true,
    ])
  })

  // as ansible-core 2.19 joins what a template prints; jinja2_native of older ones reads such texts as Python instead
  test.each([
    ['{{ 1 }}{{ 2 }}', '12'],
    ['[{{ 1 }}, 2]', '[1, 2]'],
    ["{{ '15' }}", '15'],
    ['{% if true %}{{ 5 }}{% endif %}', 5],
    ['{% for one in [[1]] %}{{ one }}{% endfor %}', [1]],
    ['{% if false %}x{% endif %}', null],
    ['{% set x = {"a": 1} %}{{ x }}', { a: 1 }],
    ['{{ 5 }}\n', 5],
    ["{{ 'a' }}\n", 'a\n'],
  ])('with native types %s gives %j', async (template, value) => {
    const tasks = `- {debug: {msg: ${JSON.stringify(template)}}}`
    expect((await runTasks(tasks, { nativeTypes: true })).ended[0]?.result.msg).toEqual(value)
  })

  test('a template that renders itself is an error, not an endless loop', async () => {
    const { outcome } = await runTasks('- {debug: {msg: "{{ a }}"}, vars: {a: "{{ b }}", b: "{{ a }}"}}')
    expect(outcome.message).toContain('recursive loop')
  })
})

describe('a run whose worker died [PROV-35, WF-121]', () => {
  const play = `
- name: Test
  hosts: localhost
  tasks:
    - {name: config, include_vars: {file: ../../crm_config.yaml, name: c}}
    - name: main
      block:
        - {name: make, set_fact: {account: A1}}
        - {name: use, debug: {msg: x}}
      rescue:
        - {name: clean, debug: {msg: "{{ account }} {{ c.tenant }} {{ ansible_failed_task.name }}"}}
        - {name: verdict, assert: {that: action == "deprovision"}}
    - {name: after, debug: {msg: x}}
`
  const interrupted = { facts: { account: 'A1' } }
  const effectiveConfig = { tenant: 'T' }

  test('runs its rescue section with the facts it had, and ends failed', async () => {
    const { ended, outcome } = await runTasks(play, { interrupted, effectiveConfig })
    expect(ended.map(({ number, name, status }) => [number, name, status])).toEqual([
      [1, 'interrupted', 2],
      [2, 'clean', 0],
      [3, 'verdict', 2],
    ])
    expect(messages(ended)[1]).toBe('A1 T interrupted')
    expect(outcome).toMatchObject({ status: 'failed', failedTask: 'interrupted' })
  })

  test('has done its work when the rescue section says so, as in a deprovisioning', async () => {
    const { outcome } = await runTasks(play, { interrupted, effectiveConfig, variables: { action: 'deprovision' } })
    expect(outcome).toEqual({ status: 'success' })
  })

  test('has failed when its conditions had kept it out of the block', async () => {
    const guarded = play.replace('name: main', 'name: main\n      when: false')
    const { outcome, ended } = await runTasks(guarded, { interrupted, effectiveConfig })
    expect(ended.map(({ name }) => name)).toEqual(['interrupted'])
    expect(outcome.status).toBe('failed')
  })

  test('has failed when there is no rescue section, or none that judges', async () => {
    expect((await runTasks('- {debug: {msg: x}}', { interrupted })).outcome.status).toBe('failed')
    expect(
      (await runTasks('- block: [{debug: {msg: x}}]\n  rescue: [{debug: {msg: x}}]', { interrupted })).outcome.status,
    ).toBe('failed')
  })
})

test('bodies that are no YAML are rendered, then are JSON [PROV-06]', async () => {
  const tasks = `
- name: put
  uri:
    url: "http://127.0.0.1:9/"
    method: PUT
    body_format: json
    body:
      {
        "customer_id": {{ customer_id | int }},
        "list": [{{ 1 }}, "{{ name }}"],
        "invoice_id": null
      }
  ignore_errors: true
- name: same line
  uri: { url: "http://127.0.0.1:9/", body: { "a": {{ customer_id | int }} } }
  when: false
`
  const { ended } = await runTasks(tasks, {
    variables: { customer_id: '7', name: 'n' },
  })
  expect(ended[0]?.result.invocation).toMatchObject({
    module_args: { body: { customer_id: 7, list: [1, 'n'], invoice_id: null } },
  })
})

test('keywords inside the arguments of a module belong to the task', async () => {
  const { ended } = await runTasks(
    '- debug: {msg: x, register: seen, when: true}\n- {debug: {msg: "{{ seen.msg }}"}}\n- fail: {msg: no, ignore_errors: True}\n- {debug: {msg: "{{ item }}", loop: [1]}}',
  )
  expect(ended.map(({ status }) => status)).toEqual([0, 0, 3, 0])
  expect(ended[1]?.result.msg).toBe('x')
})
