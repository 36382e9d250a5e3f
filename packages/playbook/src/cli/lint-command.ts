import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { lintPlaybook } from '../lint/lint-playbook.ts'
import { playFile } from '../loader/load-file.ts'
import type { Command } from './arguments.ts'

/** Prints what is wrong with a playbook, a line each; 2 when it cannot run as it is. */
export async function lintCommand(command: Command, print: (line: string) => void): Promise<number> {
  const { playsDir } = command
  const names = Object.keys(command.variables)
  const findings = lintPlaybook({
    file: relative(playsDir, await playFile(command)),
    files: await playsIn(playsDir),
    ...(names.length > 0 ? { given: names } : {}),
  })
  for (const { file, line, severity, rule, message } of findings)
    print(`${file}:${line}: ${severity}: ${message} [${rule}]`)
  if (findings.length === 0) print('nothing to find fault with')
  return findings.some(({ severity }) => severity === 'error') ? 2 : 0
}

/** The YAML files of a plays folder by their path within it. */
export async function playsIn(playsDir: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const entries = await readdir(playsDir, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile() || !/\.ya?ml$/.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    files.set(relative(playsDir, path), await readFile(path, 'utf8'))
  }
  return files
}
