import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { ansibleOutcome } from '../ansible/ansible-outcome.ts'
import { layOutJobFolder } from '../ansible/job-folder.ts'
import { createTranslator, type RunnerEvent } from '../ansible/translate-events.ts'
import type { PlaybookEngine, PlaybookRun } from '../engine.ts'

type Answer = { id: string; events: (RunnerEvent & { stdout?: string })[]; exitCode: number }

/** The first file of that name in PATH. */
async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    if (await readFile(path, 'utf8').catch(() => undefined)) return path
  }
  return undefined
}

/** The interpreter that Ansible itself runs with; undefined where Ansible or ansible-runner is missing. */
export async function ansiblePython(): Promise<string | undefined> {
  const program = await findProgram('ansible-playbook')
  if (program === undefined || (await findProgram('ansible-runner')) === undefined) return undefined
  const python = /^#!\s*(\S+)/.exec(await readFile(program, 'utf8'))?.[1]
  return python === undefined || python.endsWith('/env') ? undefined : python
}

/** Which of these that Ansible has: "community.general" is a collection, "python:passlib" a package. */
export async function missingFrom(python: string, wanted: string[]): Promise<string[]> {
  const has = (name: string) => {
    const module = name.startsWith('python:') ? name.slice('python:'.length) : `ansible_collections.${name}`
    return promisify(execFile)(python, ['-c', `import ${module}`]).then(
      () => true,
      () => false,
    )
  }
  const present = await Promise.all(wanted.map(has))
  return wanted.filter((_name, index) => !present[index])
}

/**
 * An engine that is the real Ansible, started once: each run is `ansible-playbook` in a process forked from it, and its
 * events pass through the same translation as those of ansible-runner.
 */
export async function startServedAnsible(options: { python: string; scratchDir: string; nativeTypes: boolean }) {
  const { python, scratchDir, nativeTypes } = options
  await mkdir(scratchDir, { recursive: true })
  const child = spawn(python, [join(import.meta.dirname, 'serve-ansible.py'), join(scratchDir, 'lock')], {
    env: environment(scratchDir, nativeTypes),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<string, (answer: Answer) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })

  const run = async (job: PlaybookRun) => {
    const id = randomUUID()
    const folder = join(scratchDir, id)
    const laidOut = await layOutJobFolder(job, { folder })
    const answer = new Promise<Answer>((resolve) => {
      waiting.set(id, resolve)
    })
    const request = {
      id,
      folder,
      cwd: dirname(laidOut.playFile),
      path: `${laidOut.binFolder}:${process.env.PATH}`,
      args: ['-i', 'localhost,', '-c', 'local', '-e', `@${laidOut.variablesFile}`, laidOut.playFile],
    }
    child.stdin.write(`${JSON.stringify(request)}\n`)
    const { events, exitCode } = await answer
    const translator = createTranslator(job, { playsDir: dirname(laidOut.playFile) })
    for (const event of events) await translator.take(event)
    await rm(folder, { recursive: true, force: true })
    await translator.close()
    return ansibleOutcome({ exitCode, stderr: '', ...translator.summary() })
  }
  const engine: PlaybookEngine = { name: 'ansible', run }
  const close = async () => {
    child.stdin.end()
    await ended
  }
  return { engine, close }
}

// as the product's own engine sets it
const environment = (scratchDir: string, nativeTypes: boolean): NodeJS.ProcessEnv => ({
  ...process.env,
  ANSIBLE_HOME: join(scratchDir, 'home'),
  ANSIBLE_LOCAL_TEMP: join(scratchDir, 'local'),
  ANSIBLE_REMOTE_TEMP: join(scratchDir, 'remote'),
  ANSIBLE_GATHERING: 'explicit',
  ANSIBLE_RETRY_FILES_ENABLED: 'False',
  ANSIBLE_LOCALHOST_WARNING: 'False',
  ANSIBLE_DEPRECATION_WARNINGS: 'False',
  ANSIBLE_PYTHON_INTERPRETER: 'auto_silent',
  ...(nativeTypes ? { ANSIBLE_JINJA2_NATIVE: 'True' } : {}),
})
