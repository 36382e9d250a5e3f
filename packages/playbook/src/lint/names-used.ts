import { parseTemplate } from '../jinja/parse-template.ts'
import { TemplateError } from '../python/values.ts'

/** The names that a template reads and that must be there: not its own, and not those it asks `is defined` or `default` of. */
export function namesUsed(source: string): Set<string> {
  const used = new Set<string>()
  try {
    walk(parseTemplate(source, { rawBackslashes: true }), { used, own: ownNames(source) })
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
  }
  return used
}

/** The names that a template asks `is defined` of. */
export function namesAskedFor(source: string): Set<string> {
  const asked = [...source.matchAll(/\b([A-Za-z_]\w*)\s+is\s+(?:not\s+)?(?:un)?defined\b/g)].map(
    ([, name = '']) => name,
  )
  return new Set(asked)
}

type Walk = { used: Set<string>; own: Set<string> }
type Node = { kind?: string; name?: string; input?: Node; args?: unknown; owner?: Node }

const forgiving = new Set(['default', 'd'])

function walk(node: unknown, to: Walk): void {
  if (Array.isArray(node)) {
    for (const member of node) walk(member, to)
    return
  }
  if (typeof node !== 'object' || node === null) return
  const { kind, name, input, args } = node as Node
  if (kind === 'name' && name !== undefined) {
    if (!to.own.has(name)) to.used.add(name)
    return
  }
  // a name with a default, or one that is only asked for, may be missing
  const mayBeMissing =
    (kind === 'filter' && forgiving.has(name ?? '')) || (kind === 'test' && /^(un)?defined$/.test(name ?? ''))
  if (mayBeMissing && isChain(input)) {
    walk(args, to)
    return
  }
  for (const member of Object.values(node)) walk(member, to)
}

const isChain = (node: Node | undefined): boolean =>
  node?.kind === 'name' || ((node?.kind === 'attribute' || node?.kind === 'item') && isChain(node.owner))

/** What the template sets itself: `set`, `for`, macros and their parameters. */
function ownNames(source: string): Set<string> {
  const own = new Set(['loop', 'caller', 'varargs', 'kwargs'])
  for (const [, names = ''] of source.matchAll(/\{%-?\s*(?:set|for|with)\s+([\w\s,()]+?)\s*(?:=|\bin\b)/g)) {
    for (const name of names.match(/\w+/g) ?? []) own.add(name)
  }
  for (const [, name = '', parameters = ''] of source.matchAll(/\{%-?\s*macro\s+(\w+)\(([^)]*)\)/g)) {
    for (const one of [name, ...(parameters.match(/\w+/g) ?? [])]) own.add(one)
  }
  return own
}
