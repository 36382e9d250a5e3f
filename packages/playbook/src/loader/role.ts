import { join } from 'node:path'
import { PlaybookError } from '../playbook-error.ts'
import { type Dict, isDict } from '../python/values.ts'
import { parseYaml } from './parse-yaml.ts'
import type { Role, Step } from './play.ts'
import { remembered } from './remembered.ts'

export type LoadedRole = { role: Role; vars: Dict; steps: Step[]; handlers: Step[] }

/** Variables of a YAML file. */
export const loadVariables = remembered((source, file): Dict => {
  const { value } = parseYaml(source, file)
  if (value === null) return new Map()
  if (isDict(value)) return value
  throw new PlaybookError('syntax', { message: 'A file of variables must be a mapping', file })
})

/** A role of the `roles` folder beside the plays; `load` reads its task files. */
export async function readRole(
  name: string,
  options: { playsDir: string; tasksFrom: string; load: (file: string, role: Role) => Promise<Step[]> },
): Promise<LoadedRole> {
  const path = join(options.playsDir, 'roles', name)
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new PlaybookError('missing', { message: `'${name}' is not the name of a role`, file: path })
  }
  const variables = async (part: string): Promise<Dict> =>
    (await firstOf(path, part, 'main', loadVariables)) ?? new Map()
  const role: Role = { name, path, defaults: await variables('defaults') }
  const load = (file: string) => options.load(file, role)
  const steps = await firstOf(path, 'tasks', options.tasksFrom.replace(/\.ya?ml$/, ''), load)
  const vars = await variables('vars')
  const handlers = (await firstOf(path, 'handlers', 'main', load)) ?? []
  if (steps === undefined && handlers.length === 0 && vars.size + role.defaults.size === 0) {
    throw new PlaybookError('missing', { message: `the role '${name}' was not found`, file: path })
  }
  return { role, vars, steps: steps ?? [], handlers }
}

async function firstOf<Made>(
  path: string,
  part: string,
  name: string,
  load: (file: string) => Promise<Made>,
): Promise<Made | undefined> {
  if (!/^[\w.-]+$/.test(name))
    throw new PlaybookError('missing', { message: `'${name}' is no file of a role`, file: path })
  for (const ending of ['yml', 'yaml']) {
    try {
      return await load(join(path, part, `${name}.${ending}`))
    } catch (error) {
      if (!(error instanceof PlaybookError) || error.kind !== 'missing' || !error.file.startsWith(join(path, part)))
        throw error
    }
  }
  return undefined
}
