import { dirname, join, normalize } from 'node:path'
import { allSteps, templatesOfStep } from '../engine/step-templates.ts'
import { isTemplate } from '../engine/templar.ts'
import { parseYaml } from '../loader/parse-yaml.ts'
import { type Play, type Step, stepsOf } from '../loader/play.ts'
import { quoteJsonBodies } from '../loader/quote-json-bodies.ts'
import { readPlays, readTaskFile } from '../loader/read-play.ts'
import { PlaybookError } from '../playbook-error.ts'
import { text } from '../python/text.ts'
import { ansibleModules } from './ansible-modules.ts'
import type { LintFinding } from './finding.ts'
import { lintStep } from './lint-step.ts'
import { changeWithoutUndo } from './lint-undo.ts'
import { isGlobal, namesGiven } from './names-given.ts'
import { namesAskedFor, namesUsed } from './names-used.ts'

export type LintOptions = {
  /** name of the playbook among the files, with its ending */
  file: string
  /** texts of the plays folder by their path within it */
  files: ReadonlyMap<string, string>
  /** variables that come with an order; without them nothing is said of variables that nobody sets */
  given?: string[]
}

/** What is wrong or doubtful in a playbook and the task files it includes. Reads nothing and runs nothing. */
export function lintPlaybook(options: LintOptions): LintFinding[] {
  const { file, files, given } = options
  const source = files.get(file)
  if (source === undefined) {
    return [{ file, line: 1, rule: 'missing-file', severity: 'error', message: `There is no ${file}` }]
  }
  const findings: LintFinding[] = []
  const plays = read(file, findings, () =>
    readPlays(parseYaml(quoteJsonBodies(source), file), file).flatMap((entry) =>
      'importPlaybook' in entry ? [] : [entry],
    ),
  )
  if (!plays) return findings
  const written = plays.flatMap((play) => [...stepsOf(play), ...play.handlers])
  const steps = [...written, ...included(written, { files, findings, seen: new Set([file]) })]
  const placed = new Set<string>()
  for (const step of allSteps(steps)) {
    const lacks = step.kind === 'task' ? step.lacks : []
    for (const lack of lacks) placed.add(lack)
    noteUnsupported(lacks, { file: step.at.file, line: step.at.line }, findings)
    for (const found of lintStep(step)) findings.push({ file: step.at.file, line: step.at.line, ...found })
  }
  for (const play of plays) {
    // what no task of it says is said by a block or by the play itself
    const own = play.unsupported.filter((lack) => !placed.has(lack))
    noteUnsupported(own, { file, line: play.at.line }, findings)
    const bare = changeWithoutUndo(stepsOf(play))
    if (!bare) continue
    const message = `"${bare.name ?? bare.module}" changes something, and no rescue section would take it back if a later task failed`
    findings.push({ file: bare.at.file, line: bare.at.line, rule: 'no-undo', severity: 'warning', message })
  }
  if (given) findings.push(...variableFindings(plays, steps, given))
  return unique(findings).sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line)
}

function read<Made>(file: string, findings: LintFinding[], make: () => Made): Made | undefined {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error
    const message = error.message.replace(/ \([^()]*\)$/, '')
    findings.push({ file, line: error.line ?? 1, rule: 'syntax', severity: 'error', message })
    return undefined
  }
}

function noteUnsupported(lacking: string[], at: { file: string; line: number }, findings: LintFinding[]) {
  for (const name of new Set(lacking)) {
    const isModule = !name.includes(' ')
    const isUnknown = isModule && !name.includes('.') && !ansibleModules.has(name)
    findings.push({
      ...at,
      rule: isUnknown ? 'unknown-module' : 'needs-ansible',
      severity: isUnknown ? 'error' : 'note',
      message: isUnknown
        ? `There is no module "${name}"`
        : `${isModule ? `The module ${name}` : `The ${name}`} runs only where Ansible is installed`,
    })
  }
}

type Reading = { files: ReadonlyMap<string, string>; findings: LintFinding[]; seen: Set<string> }

/** The steps of the task files that these steps bring in. */
function included(steps: Step[], reading: Reading): Step[] {
  const found: Step[] = []
  for (const step of allSteps(steps)) {
    if (step.kind === 'block' || !/^(include|import)_tasks$|^include$/.test(step.module)) continue
    const name = text(step.args.get('_raw_params') ?? step.args.get('file') ?? '')
    if (isTemplate(name)) continue
    const beside = normalize(join(dirname(step.at.file), name))
    const file = reading.files.has(beside) ? beside : normalize(name)
    if (reading.seen.has(file)) continue
    reading.seen.add(file)
    const source = reading.files.get(file)
    if (source === undefined) {
      const at = { file: step.at.file, line: step.at.line }
      reading.findings.push({
        ...at,
        rule: 'missing-file',
        severity: 'error',
        message: `There is no task file ${name}`,
      })
      continue
    }
    const part = read(file, reading.findings, () => readTaskFile(parseYaml(quoteJsonBodies(source), file), file))
    if (!part) continue
    found.push(...part.steps, ...included(part.steps, reading))
  }
  return found
}

function variableFindings(plays: Play[], steps: Step[], given: string[]): LintFinding[] {
  const findings: LintFinding[] = []
  const known = namesGiven(plays, steps)
  const all = allSteps(steps)
  // what comes from files whose names of variables are not known here may be anything
  const isOpen = all.some((step) => step.kind === 'task' && step.module === 'include_vars' && !step.args.has('name'))
  const asked = new Set(all.flatMap((step) => templatesOfStep(step).flatMap((source) => [...namesAskedFor(source)])))
  for (const step of all) {
    const at = { file: step.at.file, line: step.at.line }
    if (step.kind === 'task' && step.module === 'set_fact') {
      for (const name of [...step.args.keys()].map(text).filter((one) => given.includes(one))) {
        const message = `"${name}" comes with the order, which wins over set_fact: this has no effect`
        findings.push({ ...at, rule: 'overridden-fact', severity: 'warning', message })
      }
    }
    if (isOpen || plays.some((play) => play.varsFiles.length > 0)) continue
    for (const name of new Set(templatesOfStep(step).flatMap((source) => [...namesUsed(source)]))) {
      if (known.has(name) || given.includes(name) || asked.has(name) || isGlobal(name)) continue
      const message = `"${name}" is set nowhere: it must come with the order`
      findings.push({ ...at, rule: 'undefined-variable', severity: 'warning', message })
    }
  }
  return findings
}

const unique = (findings: LintFinding[]): LintFinding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values(),
]
