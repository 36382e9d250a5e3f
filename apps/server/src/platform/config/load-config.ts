import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { StartupError } from '../startup-error.ts'
import { type Config, ZConfig } from './config-schema.ts'

/** The secret printed in crm_config.example.yaml: known to everyone, so production refuses it. */
export const EXAMPLE_JWT_SECRET = '0123456789abcdef'.repeat(4)

/** Writes `configPath` from the example, with a secret of its own, when there is none. Answers whether it did. */
export function makeConfigFromExample(options: { configPath: string; examplePath: string }): boolean {
  if (existsSync(options.configPath)) return false
  const example = readFileSync(options.examplePath, 'utf8')
  const text = example.replace(EXAMPLE_JWT_SECRET, randomBytes(32).toString('hex'))
  try {
    writeFileSync(options.configPath, text, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new StartupError(
      `The configuration file ${options.configPath} cannot be written: ${(error as Error).message}.`,
    )
  }
  return true
}

/** Reads and checks the operator's configuration. Throws StartupError naming the line (syntax) or the key (value). */
export function loadConfig(configPath: string): Config {
  let text: string
  try {
    text = readFileSync(configPath, 'utf8')
  } catch (error) {
    throw new StartupError(`The configuration file ${configPath} cannot be read: ${(error as Error).message}.`)
  }
  const document = parseDocument(text, { prettyErrors: true })
  const broken = document.errors[0]
  if (broken) {
    const line = broken.linePos?.[0].line
    const [reason] = broken.message.split('\n')
    throw new StartupError(`${configPath}${line ? `, line ${line}` : ''} is not valid YAML: ${reason}`)
  }
  const checked = ZConfig.safeParse(document.toJS() ?? {})
  if (checked.success) return checked.data
  const reasons = checked.error.issues.map((issue) => `${nameOf(issue.path)} ${messageOf(issue)}`)
  throw new StartupError(`${configPath} is not usable: ${reasons.join('; ')}.`)
}

/** Where a value stands, such as `api_keys.…f3a9.roles`: the name of an entry there is the key itself, so it is not shown. */
function nameOf(path: readonly PropertyKey[]): string {
  const shown = path.map((part, depth) => (path[0] === 'api_keys' && depth === 1 ? `…${String(part).slice(-4)}` : part))
  return shown.map(String).join('.')
}

/** For the name of an entry of a map, what is wrong with that name. */
function messageOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
}
