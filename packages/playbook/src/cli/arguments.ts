import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseKeyValues } from '../loader/key-values.ts'
import { parseYaml } from '../loader/parse-yaml.ts'
import { toPlain } from '../python/plain.ts'
import { isDict } from '../python/values.ts'

export type Command = {
  command: 'run' | 'lint'
  playsDir: string
  /** without its ending */
  play: string
  variables: Record<string, unknown>
  tags: string[]
  skipTags: string[]
  check: boolean
  dryRun: boolean
  engine: 'auto' | 'native' | 'ansible'
  config: string
}

/** What is wrong with a command line, as a sentence. */
export class WrongUse extends Error {}

export const usage = `usage: omnicrm-playbook run <play.yaml> [-e name=value | -e @file]... [--tags a,b] [--skip-tags a,b]
                            [--check] [--dry-run] [--engine native|ansible] [--config crm_config.yaml]
       omnicrm-playbook lint <play.yaml> [-e name=value | -e @file]...`

/** Reads a command line. Throws a WrongUse. */
export async function readCommand(argv: string[]): Promise<Command> {
  const { values, positionals } = parsed(argv)
  const [command, file, more] = positionals
  if ((command !== 'run' && command !== 'lint') || file === undefined || more !== undefined) throw new WrongUse(usage)
  const { engine } = values
  if (engine !== 'auto' && engine !== 'native' && engine !== 'ansible') throw new WrongUse(`no such engine: ${engine}`)
  const path = resolve(file)
  const names = (given: string[] = []): string[] => given.flatMap((one) => one.split(',')).filter((one) => one !== '')
  const playsDir = dirname(path)
  return {
    command,
    playsDir,
    play: basename(path).replace(/\.ya?ml$/, ''),
    variables: Object.assign({}, ...(await Promise.all((values['extra-vars'] ?? []).map(extraVariables)))),
    tags: names(values.tags),
    skipTags: names(values['skip-tags']),
    check: values.check,
    dryRun: values['dry-run'],
    engine,
    config: values.config ?? resolve(playsDir, '../../crm_config.yaml'),
  }
}

function parsed(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        'extra-vars': { type: 'string', short: 'e', multiple: true },
        tags: { type: 'string', short: 't', multiple: true },
        'skip-tags': { type: 'string', multiple: true },
        check: { type: 'boolean', short: 'C', default: false },
        'dry-run': { type: 'boolean', default: false },
        engine: { type: 'string', default: 'auto' },
        config: { type: 'string' },
      },
    })
  } catch (error) {
    throw new WrongUse(`${(error as Error).message}\n${usage}`)
  }
}

/** `name=value`, `@file`, or a mapping as YAML or JSON, as `ansible-playbook -e` takes them. */
async function extraVariables(given: string): Promise<Record<string, unknown>> {
  const isFile = given.startsWith('@')
  const source = isFile
    ? await readFile(given.slice(1), 'utf8').catch(() => {
        throw new WrongUse(`${given.slice(1)} cannot be read`)
      })
    : given
  if (isFile || /^\s*[{[]/.test(given)) {
    const { value } = parseYaml(source, isFile ? given.slice(1) : 'extra variables')
    if (!isDict(value)) throw new WrongUse(`${given} is no mapping`)
    return toPlain(value) as Record<string, unknown>
  }
  const pairs = parseKeyValues(given, { onlyRaw: false })
  if (pairs.size === 0 || pairs.has('_raw_params')) throw new WrongUse(`-e wants name=value, not ${given}`)
  return toPlain(pairs) as Record<string, unknown>
}
