import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

let server: Server
let url = ''
const garbage = createTcpServer((socket) => socket.end('this is no HTTP at all\r\n\r\n'))
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/for-ever') response.writeHead(302, { Location: '/for-ever' }).end()
    else if (request.url === '/endless') {
      const chunk = Buffer.alloc(1 << 20, 'x')
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', more)
      }
      more()
    } else if (request.url === '/slowly') response.writeHead(200).write('a')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
  garbage.close()
})

const messageOf = async (task: string, job: Parameters<typeof runTasks>[1] = {}) => {
  const { ended } = await runTasks(task, job)
  return String(ended.at(-1)?.result.msg)
}

test('includes that include themselves, and loops without end, end with a sentence', async () => {
  const again = { 'again.yaml': '- {name: again, include_tasks: again.yaml}' }
  expect(await messageOf('- {include_tasks: again.yaml}', { files: again })).toMatch(/Includes lie more than \d+ deep/)
  const twice = { 'twice.yaml': '- {include_tasks: twice.yaml, loop: [1, 2]}' }
  expect(await messageOf('- {include_tasks: twice.yaml}', { files: twice })).toMatch(/Includes lie more than \d+ deep/)
  const imported = { 'self.yaml': '- {import_tasks: self.yaml}' }
  const { outcome, events } = await runTasks('- {import_tasks: self.yaml}', { files: imported })
  expect([events.length, outcome.fatal?.stderr]).toEqual([0, expect.stringMatching(/import one another more than/)])
  expect(await messageOf('- {debug: {msg: x}, loop: "{{ range(30000) | list }}"}')).toContain('too long')
})

test('a retry without end is stopped by the time that a task may take', async () => {
  const tasks = '- {command: "false", until: false, retries: 1000000, delay: 0}'
  expect(await messageOf(tasks, { taskTimeoutMs: 200 })).toContain('did not finish within 0.2 seconds')
  expect(await messageOf('- {command: sleep 60, timeout: 1}')).toContain('did not finish within 1 seconds')
})

test('a peer that hangs, babbles, floods or sends away for ever fails the task with its reason [PROV-19]', async () => {
  const get = (path: string, more = '') => messageOf(`- uri: {url: "${url}${path}"${more}}`)
  expect(await get('/nothing', ', timeout: 1')).toContain('timed out')
  expect(await get('/slowly', ', timeout: 1')).toContain('timed out')
  expect(await get('/endless')).toContain('larger than 16 MB')
  expect(await get('/for-ever')).toContain('redirects more than 10 times')
  const { port } = garbage.address() as AddressInfo
  expect(await messageOf(`- uri: {url: "http://127.0.0.1:${port}/"}`)).toContain('Connection failure')
})

test.each([
  ['- {include_tasks: ../../etc/tasks.yaml}', 'outside the plays folder'],
  ['- {include_tasks: /etc/passwd}', 'outside the plays folder'],
])('task files outside the plays folder are refused: %s', async (task, part) => {
  expect(await messageOf(task)).toContain(part)
})

test.each([
  ['- {import_tasks: ../other.yaml}', 'outside the plays folder'],
  ['- import_playbook: /etc/play.yaml\n- hosts: localhost', 'outside the plays folder'],
  ['- hosts: localhost\n  vars_files: [/etc/passwd]', 'outside the plays folder'],
  ['- hosts: localhost\n  roles: [../x]', 'is not the name of a role'],
])('playbooks, imports and roles outside the plays folder are fatal: %s', async (source, part) => {
  const { outcome, events } = await runTasks(source)
  expect(events).toEqual([])
  expect(outcome.fatal?.stderr).toContain(part)
})

test('messages name the file alone, not where it lies', async () => {
  const undefinedVariable = await messageOf('- {debug: {msg: "{{ nowhere }}"}}')
  expect(undefinedVariable).toMatch(/appears to be in 'play\.yaml': line 4/)
  const missing = await messageOf('- {include_tasks: nowhere.yaml}')
  for (const message of [undefinedVariable, missing]) expect(message).not.toContain('/tmp')
})
test('a template that prints without end fails its task, not the process', async () => {
  const source = "{% for a in range(400000) %}{{ 'x' * 1000 }}{% endfor %}"
  expect(await messageOf(`- debug: {msg: ${JSON.stringify(source)}}`)).toContain('is refused')
})
