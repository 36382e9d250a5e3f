import { extname, join, resolve } from 'node:path'
import { isInside } from '../loader/inside-plays.ts'
import { parseYaml } from '../loader/parse-yaml.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict } from '../python/values.ts'
import { listArgument, textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'
import { pattern } from './python-pattern.ts'

/**
 * Reads variables from a YAML or JSON file, or all of a folder, under `name` when given. `../../crm_config.yaml` is the
 * effective configuration, which is in memory; its texts are taken as they are, never as templates.
 */
export const includeVarsModule: Module = async (args, context) => {
  const file = textArgument(args, 'file', '_raw_params')
  const folder = textArgument(args, 'dir')
  if (folder !== undefined) return readFolder(folder, args, context)
  if (file === undefined) return failure('include_vars needs a file')
  if (isConfiguration(file, context.playsDir)) {
    const config = isDict(context.effectiveConfig) ? context.effectiveConfig : new Map()
    return included(config, { args, files: [file], isTemplate: false })
  }
  const path = await whereIs(file, 'vars', context)
  if (path === undefined) return failure(`Could not find or access '${file}' on the Ansible Controller.`)
  const found = await readVariables(path, context)
  return found instanceof Map ? included(found, { args, files: [path], isTemplate: true }) : found
}

export const isConfiguration = (file: string, playsDir: string): boolean =>
  resolve(playsDir, file) === resolve(playsDir, '../../crm_config.yaml')

async function whereIs(name: string, part: string, { searchPath, files }: ModuleContext): Promise<string | undefined> {
  for (const folder of searchPath) {
    for (const path of [resolve(folder, part, name), resolve(folder, name)]) {
      if (await files.stat(path, { follow: true }).catch(() => undefined)) return path
    }
  }
  return undefined
}

async function readVariables(path: string, { files, playsDir }: ModuleContext): Promise<Dict | ModuleOutcome> {
  try {
    const { value } = parseYaml((await files.read(path)).toString('utf8'), path)
    if (value === null) return new Map()
    const shown = isInside(path, playsDir) ? path.slice(resolve(playsDir).length + 1) : path
    return isDict(value) ? value : failure(`${shown} must be stored as a dictionary/hash`)
  } catch (error) {
    if (error instanceof PlaybookError) return failure(error.message)
    throw error
  }
}

async function readFolder(folder: string, args: Dict, context: ModuleContext): Promise<ModuleOutcome> {
  const top = await whereIs(folder, 'vars', context)
  if (top === undefined) return failure(`${folder} directory does not exist`)
  const wanted = textArgument(args, 'files_matching')
  const ignored = listArgument(args, 'ignore_files').map(text)
  const endings = args.has('extensions') ? listArgument(args, 'extensions').map(text) : ['yaml', 'yml', 'json']
  const depth = Number(textArgument(args, 'depth') ?? 0)
  const found: Dict = new Map()
  const read: string[] = []
  const look = async (at: string, level: number): Promise<ModuleOutcome | undefined> => {
    for (const name of await context.files.list(at)) {
      const path = join(at, name)
      const kind = (await context.files.stat(path, { follow: true }))?.kind
      if (kind === 'directory' && (depth === 0 || level < depth)) {
        const failed = await look(path, level + 1)
        if (failed) return failed
      }
      const fits = kind === 'file' && endings.includes(extname(name).slice(1)) && !ignored.includes(name)
      if (!fits || (wanted !== undefined && !pattern(wanted).test(name))) continue
      const variables = await readVariables(path, context)
      if (!(variables instanceof Map)) return variables
      for (const [key, value] of variables) found.set(key, value)
      read.push(path)
    }
    return undefined
  }
  return (await look(top, 1)) ?? included(found, { args, files: read, isTemplate: true })
}

function included(found: Dict, options: { args: Dict; files: string[]; isTemplate: boolean }): ModuleOutcome {
  const name = textArgument(options.args, 'name')
  const variables: Dict = name === undefined ? found : new Map([[name, found]])
  return {
    ...outcome({ ansible_facts: variables, ansible_included_var_files: options.files, changed: false }),
    included: { variables, isTemplate: options.isTemplate },
  }
}
