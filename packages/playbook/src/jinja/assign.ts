import { iterate } from '../python/sequence.ts'
import { Namespace, TemplateError, type Value } from '../python/values.ts'
import type { Scope } from './scope.ts'
import type { Target } from './syntax.ts'

/** Puts a value where `set` or `for` says. */
export function assign(scope: Scope, target: Target, value: Value) {
  if (target.kind === 'name') {
    scope.names.set(target.name, value)
    return
  }
  if (target.kind === 'member') {
    scopeNamespace(scope, target.namespace).members.set(target.name, value)
    return
  }
  const members = iterate(value)
  const wanted = target.targets.length
  if (members.length > wanted) throw new TemplateError(`too many values to unpack (expected ${wanted})`)
  if (members.length < wanted) {
    throw new TemplateError(`not enough values to unpack (expected ${wanted}, got ${members.length})`)
  }
  target.targets.forEach((part, index) => {
    assign(scope, part, members[index] ?? null)
  })
}

function scopeNamespace(scope: Scope, name: string): Namespace {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const found = at.names.get(name)
    if (found instanceof Namespace) return found
  }
  throw new TemplateError('cannot assign attribute on non-namespace object')
}
