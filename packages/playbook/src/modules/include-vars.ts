import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseYaml } from '../loader/parse-yaml.ts'
import { PlaybookError } from '../playbook-error.ts'
import { type Dict, isDict } from '../python/values.ts'
import { textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, type ModuleOutcome, outcome } from './module.ts'

/**
 * Reads variables from a YAML or JSON file, under `name` when given. `../../crm_config.yaml` is the effective configuration,
 * which is in memory; its texts are taken as they are, never as templates.
 */
export const includeVarsModule: Module = async (args, context) => {
  const file = textArgument(args, 'file', '_raw_params')
  if (file === undefined) return failure('include_vars needs a file')
  if (resolve(context.playsDir, file) === resolve(context.playsDir, '../../crm_config.yaml')) {
    const config = isDict(context.effectiveConfig) ? context.effectiveConfig : new Map()
    return included(config, { args, file, isTemplate: false })
  }
  return read(file, args, context)
}

async function read(file: string, args: Dict, { playsDir }: ModuleContext): Promise<ModuleOutcome> {
  for (const path of [resolve(playsDir, 'vars', file), resolve(playsDir, file)]) {
    const source = await readFile(path, 'utf8').catch(() => undefined)
    if (source === undefined) continue
    try {
      const { value } = parseYaml(source, path)
      if (value !== null && !isDict(value)) return failure(`${path} must be stored as a dictionary/hash`)
      return included(value ?? new Map(), { args, file: path, isTemplate: true })
    } catch (error) {
      if (error instanceof PlaybookError) return failure(error.message)
      throw error
    }
  }
  return failure(`Could not find or access '${file}' on the Ansible Controller.`)
}

function included(found: Dict, options: { args: Dict; file: string; isTemplate: boolean }): ModuleOutcome {
  const name = textArgument(options.args, 'name')
  const variables: Dict = name === undefined ? found : new Map([[name, found]])
  return {
    ...outcome({ ansible_facts: variables, ansible_included_var_files: [options.file], changed: false }),
    included: { variables, isTemplate: options.isTemplate },
  }
}
