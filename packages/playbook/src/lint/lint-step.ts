import { metaActions } from '../engine/run-meta.ts'
import { isTemplate } from '../engine/templar.ts'
import { unknownInStep } from '../engine/unknown-plugins.ts'
import type { Step, Task } from '../loader/play.ts'
import { text } from '../python/text.ts'
import { isDict, isList, type Value } from '../python/values.ts'
import type { LintFinding } from './finding.ts'

type Found = Omit<LintFinding, 'file' | 'line'>

/** What can be said of one step by itself. */
export function lintStep(step: Step): Found[] {
  const unknown = unknownInStep(step).map(
    (name): Found => ({
      rule: 'unknown-name',
      severity: 'warning',
      message: `The ${name} is not known in process: with Ansible installed the play runs there, else it is refused`,
    }),
  )
  if (step.kind === 'block') return [...unknown, ...secretsIn(step.vars, '')]
  return [...unknown, ...secretsIn(step.args, ''), ...secretsIn(step.vars, ''), ...shellLine(step), ...metaAction(step)]
}

const secretName = /(^|_)(password|passwd|secret|token|api_?key|private_key|psk|pin|puk|ki|opc?)$/i
const harmlessValue = /^(|none|null|omit|true|false|yes|no|\*+|x+|changeme)$/i

/** Passwords and keys that stand in the playbook as they are. */
function secretsIn(value: Value, name: string): Found[] {
  if (isDict(value)) return [...value].flatMap(([key, member]) => secretsIn(member, text(key)))
  if (isList(value)) return value.flatMap((member) => secretsIn(member, name))
  if (typeof value !== 'string' || isTemplate(value)) return []
  const inUrl = /^[a-z][\w+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/i.test(value)
  const bearer = /^(Bearer|Basic)\s+\S{8,}$/.test(value)
  const named = secretName.test(name.replaceAll('-', '_')) && !harmlessValue.test(value.trim())
  if (!inUrl && !bearer && !named) return []
  const what = named ? `"${name}" is` : bearer ? `"${name}" has a credential` : 'The address has a password'
  const message = `${what} written into the playbook: take it from the configuration or from the order`
  return [{ rule: 'literal-secret', severity: 'warning', message }]
}

function shellLine({ module, args }: Task): Found[] {
  if (module !== 'shell') return []
  const line = text(args.get('_raw_params') ?? args.get('cmd') ?? '')
  const bare = [...line.matchAll(/\{\{([\s\S]*?)\}\}/g)].filter(
    ([, inner = '']) => !/\|\s*(ansible\.builtin\.)?quote\s*$/.test(inner),
  )
  return bare.map(([whole]) => ({
    rule: 'unquoted-shell',
    severity: 'warning',
    message: `${whole} goes into a shell as it is: end it with the filter quote, or use command`,
  }))
}

function metaAction({ module, args }: Task): Found[] {
  const action = text(args.get('_raw_params') ?? '').trim()
  if (module !== 'meta' || metaActions.has(action)) return []
  return [{ rule: 'unknown-argument', severity: 'error', message: `meta knows no "${action}"` }]
}
