import { dirname } from 'node:path'
import { insidePlays } from '../loader/inside-plays.ts'
import type { Play } from '../loader/play.ts'
import { loadVariables } from '../loader/role.ts'
import { isConfiguration } from '../modules/include-vars.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { type Dict, isDict, isList, TemplateError, type Value } from '../python/values.ts'
import { noAncestors } from './ancestors.ts'
import { scopeOf, templarFor } from './attempt.ts'
import type { RunState } from './run-state.ts'

type Read = { variables: Dict; isTemplate: boolean }

/** The files of `vars_files`; of a list within the list the first that is there. Throws a PlaybookError for a missing one. */
export async function readVarsFiles(play: Play, state: RunState): Promise<Read[]> {
  const templar = templarFor(scopeOf({ vars: new Map(), at: play.at }, noAncestors, state), state)
  const rendered = (name: Value): string => {
    try {
      return text(templar.render(name))
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      throw new PlaybookError('syntax', { message: error.message, file: play.file, line: play.at.line })
    }
  }
  const files: Read[] = []
  for (const entry of play.varsFiles) {
    const names = (isList(entry) ? entry : [entry]).map(rendered)
    files.push(await firstOf(names, play, state))
  }
  return files
}

async function firstOf(names: string[], play: Play, { job, effectiveConfig }: RunState): Promise<Read> {
  for (const name of names) {
    if (isConfiguration(name, job.playsDir)) {
      return { variables: isDict(effectiveConfig) ? effectiveConfig : new Map(), isTemplate: false }
    }
    for (const folder of [dirname(play.file), job.playsDir]) {
      const path = insidePlays(name, { from: folder, playsDir: job.playsDir })
      const variables = await loadVariables(path).catch((error: unknown) => {
        if (error instanceof PlaybookError && error.kind === 'missing') return undefined
        throw error
      })
      if (variables) return { variables, isTemplate: true }
    }
  }
  throw new PlaybookError('missing', { message: `vars file ${names.join(' or ')} was not found`, file: play.file })
}
