import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { PlaybookRun } from '../engine.ts'
import { quoteJsonBodies } from '../loader/quote-json-bodies.ts'
import { dateWrapper } from './date-wrapper.ts'
import { toAnsibleYaml } from './to-ansible-yaml.ts'

export type JobFolder = {
  /** the folder that stands for the product's own: plays lie in `Provisioners/plays` below it */
  projectRoot: string
  playFile: string
  /** for `-e @file` */
  variablesFile: string
  /** to be put first in PATH: a `date` that follows the run's clock */
  binFolder: string
  /** what ansible-runner may write to */
  runnerFolder: string
}

/**
 * Lays out a folder in which plain `ansible-playbook` runs the play as the engine in process does: the plays with the
 * configuration two folders above them, the extra variables in a file, and a clock. Files with secrets are mode 600; the
 * caller removes `folder` when the run is over.
 */
export async function layOutJobFolder(
  job: Pick<PlaybookRun, 'playsDir' | 'play' | 'variables' | 'effectiveConfig' | 'now'>,
  options: { folder: string },
): Promise<JobFolder> {
  const projectRoot = join(options.folder, 'project-root')
  const plays = join(projectRoot, 'Provisioners', 'plays')
  const runnerFolder = join(options.folder, 'runner')
  const binFolder = join(options.folder, 'bin')
  const variablesFile = join(options.folder, 'variables.yaml')
  const configFile = join(projectRoot, 'crm_config.yaml')
  for (const folder of [plays, runnerFolder, binFolder]) await mkdir(folder, { recursive: true, mode: 0o700 })
  await copyPlays(resolve(job.playsDir), resolve(plays))
  await writeFile(configFile, toAnsibleYaml(job.effectiveConfig), { mode: 0o600 })
  await writeFile(variablesFile, toAnsibleYaml(job.variables), { mode: 0o600 })
  const wrapper = join(binFolder, 'date')
  await writeFile(wrapper, dateWrapper(job.now()))
  await chmod(wrapper, 0o755)
  return {
    projectRoot,
    playFile: join(plays, `${job.play.replace(/\.ya?ml$/, '')}.yaml`),
    variablesFile,
    binFolder,
    runnerFolder,
  }
}

/** Copies the plays and their folders; bodies that are no YAML become the text that the engine in process reads. */
async function copyPlays(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name)
    const target = join(to, entry.name)
    // the scratch folder may lie among the plays
    if (to.startsWith(`${source}/`)) continue
    if (entry.isDirectory()) {
      await mkdir(target, { recursive: true, mode: 0o700 })
      await copyPlays(source, target)
    } else if (/\.ya?ml$/.test(entry.name)) await writeFile(target, quoteJsonBodies(await readFile(source, 'utf8')))
    else await writeFile(target, await readFile(source))
  }
}
