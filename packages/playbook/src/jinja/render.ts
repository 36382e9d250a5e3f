import { printed } from '../python/text.ts'
import type { Value } from '../python/values.ts'
import { countPrinted } from './limits.ts'
import type { Scope } from './scope.ts'
import type { Statement } from './syntax.ts'

/** Puts what a template prints into `out`, one member for each piece of text or printed expression. */
export type Render = (scope: Scope, out: Value[]) => void

/** Statements as one function; handed to those statements that hold others. */
export type CompileBody = (body: Statement[]) => Render

/** What a body prints, as one text. */
export function rendered(body: Render, scope: Scope): string {
  const out: Value[] = []
  body(scope, out)
  const shown = out.map(printed).join('')
  countPrinted(shown.length)
  return shown
}
