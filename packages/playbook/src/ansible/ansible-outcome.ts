import { commonCauses } from '../engine/outcomes.ts'
import type { PlaybookOutcome } from '../engine.ts'
import type { PlaybookErrorKind } from '../playbook-error.ts'
import type { Translation } from './translate-events.ts'

/** What a run of ansible-runner came to, from its exit code, its output and the events before. */
export function ansibleOutcome(run: Translation & { exitCode: number; stderr: string }): PlaybookOutcome {
  const { exitCode, stdout, stderr, tasksStarted, firstFailure } = run
  if (exitCode === 0) return { status: 'success' }
  const error = /ERROR! ([^\n]*)/.exec(stdout + stderr)?.[1]
  if (firstFailure && error === undefined) {
    return { status: 'failed', failedTask: firstFailure.task, message: firstFailure.message }
  }
  const message = error ?? firstFailure?.message ?? 'Ansible ended before the playbook did'
  return {
    status: 'failed',
    ...(firstFailure ? { failedTask: firstFailure.task } : {}),
    message,
    fatal: {
      exitCode: tasksStarted === 0 ? playbookExitCode(stdout + stderr, exitCode) : exitCode,
      stdout,
      stderr,
      causes: commonCauses[kindOf(message)],
    },
  }
}

const kindOf = (message: string): PlaybookErrorKind => {
  if (/couldn't resolve module|not found in|no module/.test(message)) return 'unsupported'
  return /could not be found|Could not find/.test(message) ? 'missing' : 'syntax'
}

/** ansible-runner ends with 1 or 2 where ansible-playbook, which it ran, ended with 4 for what it could not read. */
const playbookExitCode = (output: string, exitCode: number): number => (/ERROR!/.test(output) ? 4 : exitCode)
