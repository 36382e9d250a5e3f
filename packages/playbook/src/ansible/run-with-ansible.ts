import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fatalOutcome } from '../engine/outcomes.ts'
import type { PlaybookOutcome, PlaybookRun } from '../engine.ts'
import { loadPlays } from '../loader/load-file.ts'
import { PlaybookError } from '../playbook-error.ts'
import { ansibleOutcome } from './ansible-outcome.ts'
import { type JobFolder, layOutJobFolder } from './job-folder.ts'
import { rescueOnlyPlaybook } from './rescue-only-playbook.ts'
import { createTranslator, type RunnerEvent } from './translate-events.ts'

/** One run of ansible-runner in a folder of its own, which is removed at the end. */
export async function runWithAnsible(job: PlaybookRun, options: { folder: string }): Promise<PlaybookOutcome> {
  if (job.signal.aborted) throw job.signal.reason
  try {
    await loadPlays(job)
  } catch (error) {
    // what is no playbook for the engine in process may be one for Ansible, which says so itself
    if (error instanceof PlaybookError && error.kind === 'missing') return fatalOutcome(error)
    if (!(error instanceof PlaybookError)) throw error
  }
  const variables = { ...job.interrupted?.facts, ...job.variables, ...(await job.freshVariables?.()) }
  try {
    const folder = await layOutJobFolder({ ...job, variables }, options)
    if (job.interrupted) {
      const rescue = rescueOnlyPlaybook(await readFile(folder.playFile, 'utf8'))
      if (rescue !== undefined) await writeFile(folder.playFile, rescue)
    }
    return await drive(job, folder)
  } finally {
    // What was killed a moment ago may still write its last file here.
    await rm(options.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}

async function drive(job: PlaybookRun, folder: JobFolder): Promise<PlaybookOutcome> {
  const translator = createTranslator(job, { playsDir: dirname(folder.playFile) })
  const child = spawn(
    'ansible-runner',
    [
      'run',
      folder.runnerFolder,
      '-j',
      '-p',
      basename(folder.playFile),
      '--project-dir',
      dirname(folder.playFile),
      '--inventory',
      'localhost,',
      '--cmdline',
      ['-c local', `-e @${folder.variablesFile}`, ...choices(job)].join(' '),
      '--omit-env-files',
    ],
    { env: environment(job, folder), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  const stop = () => {
    if (child.pid === undefined || child.exitCode !== null) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has just ended by itself.
    }
  }
  job.signal.addEventListener('abort', stop, { once: true })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8')
  })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
  // Heard of below, when its output has been read; a failed start must not count as unheard until then.
  ended.catch(() => {})
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = parsedEvent(line)
      if (event) await translator.take(event)
      else if (line.trim() !== '') stderr += `${line}\n`
    }
    const exitCode = await ended
    if (!job.signal.aborted) await translator.close()
    if (job.signal.aborted) throw job.signal.reason
    return ansibleOutcome({ exitCode, stderr, ...translator.summary() })
  } catch (error) {
    if (child.exitCode === null && child.signalCode === null) stop()
    throw job.signal.aborted ? job.signal.reason : error
  } finally {
    job.signal.removeEventListener('abort', stop)
  }
}

/** What of the playbook runs, as ansible-playbook is told. Names of tags hold nothing that could be taken for an option. */
function choices({ tags, skipTags, check }: PlaybookRun): string[] {
  const names = (given: string[] = []) => given.filter((tag) => /^[\w.-]+$/.test(tag)).join(',')
  return [
    ...(names(tags) === '' ? [] : [`--tags=${names(tags)}`]),
    ...(names(skipTags) === '' ? [] : [`--skip-tags=${names(skipTags)}`]),
    ...(check ? ['--check'] : []),
  ]
}

function parsedEvent(line: string): RunnerEvent | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as RunnerEvent
  } catch {
    return undefined
  }
}

const environment = (job: PlaybookRun, folder: JobFolder): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${folder.binFolder}:${process.env.PATH ?? '/usr/bin:/bin'}`,
  ANSIBLE_HOME: `${folder.runnerFolder}/ansible`,
  ANSIBLE_LOCAL_TEMP: `${folder.runnerFolder}/local`,
  ANSIBLE_REMOTE_TEMP: `${folder.runnerFolder}/remote`,
  // as in process: facts are gathered only when a play says so
  ANSIBLE_GATHERING: 'explicit',
  ANSIBLE_RETRY_FILES_ENABLED: 'False',
  ANSIBLE_LOCALHOST_WARNING: 'False',
  ANSIBLE_DEPRECATION_WARNINGS: 'False',
  ANSIBLE_PYTHON_INTERPRETER: 'auto_silent',
  ANSIBLE_TASK_TIMEOUT: String(Math.ceil(job.taskTimeoutMs / 1000)),
  ...(job.nativeTypes ? { ANSIBLE_JINJA2_NATIVE: 'True' } : {}),
})
