import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describePlay, lintPlaybook, PlaybookError, type PlayDescription } from '@omnicrm/playbook'

/** What a play is; one that is missing or broken has its name and no tasks. */
export async function describeOrName(
  playsDir: string,
  play: string,
): Promise<Pick<PlayDescription, 'description' | 'taskCount' | 'unsupportedModules'>> {
  try {
    return await describePlay({ playsDir, play })
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error
    return { description: play, taskCount: 0, unsupportedModules: [] }
  }
}

/** True when the play speaks of deprovisioning; one that does not would provision again when it is asked to undo. */
export async function canDeprovision(playsDir: string, play: string): Promise<boolean> {
  for (const ending of ['yaml', 'yml']) {
    const text = await readFile(path.join(playsDir, `${play}.${ending}`), 'utf8').catch(() => undefined)
    if (text !== undefined) return /\bdeprovision\b/.test(text)
  }
  return false
}

/** The playbooks and task files below a folder by their path within it. */
export async function playTexts(playsDir: string): Promise<Map<string, string>> {
  const names = (await readdir(playsDir, { recursive: true }).catch(() => [])).filter((name) => /\.ya?ml$/.test(name))
  const texts = names.map(
    async (name) =>
      [name.split(path.sep).join('/'), await readFile(path.join(playsDir, name), 'utf8').catch(() => '')] as const,
  )
  return new Map(await Promise.all(texts))
}

/** The file of a play among the texts, with its ending; `.yaml` for one that is not there. */
export function fileOfPlay(play: string, texts: ReadonlyMap<string, string>): string {
  return texts.has(`${play}.yml`) && !texts.has(`${play}.yaml`) ? `${play}.yml` : `${play}.yaml`
}

export type ListedPlaybook = {
  provisioning_play: string
  playbook_description: string
  task_count: number
  engine: 'native' | 'ansible'
  warnings: string[]
}

/** The plays that a product may name, with what stands in their way. */
export async function listPlaybooks(options: {
  playsDir: string
  ansibleInstalled: boolean
  preferred: 'native' | 'ansible'
}): Promise<ListedPlaybook[]> {
  const texts = await playTexts(options.playsDir)
  const files = [...texts.keys()].filter((file) => /^play_[\w.-]*\.ya?ml$/.test(file))
  const plays = files.map((file) => file.replace(/\.ya?ml$/, ''))
  return Promise.all([...new Set(plays)].sort().map((play) => describeListed(play, { ...options, texts })))
}

async function describeListed(
  play: string,
  options: {
    playsDir: string
    ansibleInstalled: boolean
    preferred: 'native' | 'ansible'
    texts: ReadonlyMap<string, string>
  },
): Promise<ListedPlaybook> {
  const { playsDir, ansibleInstalled, preferred, texts } = options
  try {
    const { description, taskCount, unsupportedModules: lacking } = await describePlay({ playsDir, play })
    const needsAnsible = lacking.length > 0
    const warnings = [
      ...(needsAnsible && !ansibleInstalled
        ? [`needs Ansible, which is not installed, for: ${lacking.join(', ')}`]
        : []),
      ...((await canDeprovision(playsDir, play)) ? [] : ['has no way in for action=deprovision']),
      ...lintPlaybook({ file: fileOfPlay(play, texts), files: texts })
        .filter(({ severity }) => severity !== 'note')
        .map(({ file, line, message }) => `${file}:${line}: ${message}`),
    ]
    return {
      provisioning_play: play,
      playbook_description: description,
      task_count: taskCount,
      engine: ansibleInstalled && (needsAnsible || preferred === 'ansible') ? 'ansible' : 'native',
      warnings,
    }
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error
    return {
      provisioning_play: play,
      playbook_description: play,
      task_count: 0,
      engine: 'native',
      warnings: [error.message],
    }
  }
}
