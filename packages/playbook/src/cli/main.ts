import { PlaybookError } from '../playbook-error.ts'
import { readCommand, WrongUse } from './arguments.ts'
import { lintCommand } from './lint-command.ts'
import { runCommand } from './run-command.ts'

/** The command line: runs or checks a playbook, and answers with the exit code that ansible-playbook would give. */
export async function main(argv: string[], print: (line: string) => void): Promise<number> {
  try {
    const command = await readCommand(argv)
    return command.command === 'lint' ? await lintCommand(command, print) : await runCommand(command, print)
  } catch (error) {
    if (!(error instanceof WrongUse) && !(error instanceof PlaybookError)) throw error
    print(error.message)
    return error instanceof WrongUse ? 5 : 4
  }
}
