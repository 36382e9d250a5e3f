import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'
import { createDiskFiles } from './disk-files.ts'
import { createMemoryFiles } from './memory-files.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playbook-files-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const statuses = async (tasks: string) => {
  const { ended } = await runTasks(tasks)
  return ended.map(({ status, result }) => (status === 0 ? 'ok' : String(result.msg)))
}

test('files are read in the plays folder and temporary ones, and written in temporary ones only', async () => {
  const [inTemp, readSystem, writeSystem, intoPlays, config] = await statuses(
    [
      `- {copy: {content: x, dest: ${folder}/a}, ignore_errors: yes}`,
      '- {slurp: {src: /etc/hostname}, ignore_errors: yes}',
      '- {copy: {content: x, dest: /etc/omnicrm-test}, ignore_errors: yes}',
      '- {copy: {content: x, dest: /usr/x.yaml}, ignore_errors: yes}',
      '- {file: {path: /etc/hosts, state: absent}, ignore_errors: yes}',
    ].join('\n'),
  )
  expect(inTemp).toBe('ok')
  expect(readSystem).toContain('cannot be read')
  for (const refused of [writeSystem, intoPlays, config]) expect(refused).toContain('cannot be written')
})

test('a link does not lead out', async () => {
  await symlink('/etc', join(folder, 'way-out'))
  const [write, read] = await statuses(
    `- {copy: {content: x, dest: ${folder}/way-out/omnicrm-test}, ignore_errors: yes}\n- {slurp: {src: ${folder}/way-out/hostname}, ignore_errors: yes}`,
  )
  expect(write).toContain('cannot be written')
  expect(read).toContain('cannot be read')
})

test('the plays themselves cannot be written, though they lie in a temporary folder', async () => {
  const files = createDiskFiles({ playsDir: folder, roots: [] })
  await expect(files.write(join(folder, 'play_x.yaml'), 'x')).rejects.toThrow('cannot be written')
  await writeFile(join(folder, 'play_y.yaml'), 'y')
  expect((await files.read(join(folder, 'play_y.yaml'))).toString()).toBe('y')
})

test('folders that the operator names are open', async () => {
  const files = createDiskFiles({ playsDir: '/nowhere', roots: [folder] })
  await files.write(join(folder, 'deep'), 'x', { mode: 0o600 })
  expect((await files.stat(join(folder, 'deep')))?.mode).toBe(0o600)
})

test('a layer in memory keeps every change to itself', async () => {
  const path = join(folder, 'kept')
  await writeFile(path, 'on disk')
  const disk = createDiskFiles({ playsDir: '/nowhere', roots: [] })
  const files = createMemoryFiles(disk, { playsDir: '/nowhere', now: () => new Date(0) })
  await files.write(path, 'in memory')
  expect((await files.read(path)).toString()).toBe('in memory')
  await files.remove(path)
  expect(await files.stat(path)).toBeUndefined()
  expect(await files.list(folder)).not.toContain('kept')
  expect(await readFile(path, 'utf8')).toBe('on disk')
})

test('with check, files stay as they are and requests are left out', async () => {
  const path = join(folder, 'checked')
  const { ended } = await runTasks(
    `- {name: c, copy: {content: x, dest: ${path}}}\n- {name: u, uri: {url: "http://127.0.0.1:1/"}}\n- {name: always, command: echo x, check_mode: no}`,
    { check: true },
  )
  expect(ended.map(({ result }) => [result.changed, result.skipped ?? false])).toEqual([
    [true, false],
    [false, true],
    [true, false],
  ])
  await expect(readFile(path)).rejects.toThrow()
})
