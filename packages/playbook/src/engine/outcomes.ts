import type { PlaybookOutcome } from '../engine.ts'
import type { PlaybookError, PlaybookErrorKind } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import type { Failure } from './run-state.ts'
import { shownFailure } from './task-details.ts'

/** Why playbooks of this kind usually cannot run, for the event and the mail. */
export const commonCauses: Record<PlaybookErrorKind, string[]> = {
  missing: [
    'The playbook named by the product is not in the plays folder.',
    'The name is misspelt, or differs in upper and lower case.',
    'The server may not read the file.',
  ],
  syntax: [
    'Indentation is wrong, or tabs are used instead of blanks.',
    'A colon, quote or bracket is missing near the line named.',
    'A value that begins with {{ does not stand in quotes.',
    'A keyword is misspelt or stands in the wrong place.',
  ],
  unsupported: [
    'The playbook uses a module that the engine in process does not have: install Ansible, or set provisioning.engine to ansible.',
    'The name of the module is misspelt.',
    'The collection that holds the module is not installed.',
  ],
}

const exitCodes: Record<PlaybookErrorKind, number> = { missing: 1, syntax: 4, unsupported: 4 }

/** The outcome of a run that could not begin, with the exit code that ansible-playbook gives. */
export function fatalOutcome(error: PlaybookError): PlaybookOutcome {
  return {
    status: 'failed',
    message: error.message,
    fatal: {
      exitCode: exitCodes[error.kind],
      stdout: '',
      stderr: `ERROR! ${error.message}`,
      causes: commonCauses[error.kind],
    },
  }
}

/** The outcome of a run that ended with a failure. */
export function failedOutcome({ task, result, hidden }: Failure): PlaybookOutcome {
  const message = shownFailure(hidden, text(result.get('msg') ?? result.get('reason') ?? ''))
  return { status: 'failed', failedTask: task, message }
}
