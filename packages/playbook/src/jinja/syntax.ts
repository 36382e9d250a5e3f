import type { Operator } from '../python/arithmetic.ts'
import type { Value } from '../python/values.ts'

export type Arguments = {
  positional: Expression[]
  named: [string, Expression][]
  spread?: Expression
  spreadNamed?: Expression
}

export type Expression =
  | { kind: 'constant'; value: Value }
  | { kind: 'name'; name: string }
  | { kind: 'list' | 'tuple'; members: Expression[] }
  | { kind: 'dict'; entries: [Expression, Expression][] }
  | { kind: 'attribute'; owner: Expression; name: string }
  | { kind: 'item'; owner: Expression; key: Expression }
  | { kind: 'slice'; owner: Expression; start?: Expression; stop?: Expression; step?: Expression }
  | { kind: 'call'; callee: Expression; args: Arguments }
  | { kind: 'filter'; name: string; input: Expression | undefined; args: Arguments }
  | { kind: 'test'; name: string; input: Expression; args: Arguments }
  | { kind: 'not' | 'negative' | 'positive'; of: Expression }
  | { kind: 'and' | 'or'; left: Expression; right: Expression }
  | { kind: 'compare'; first: Expression; rest: { operator: string; right: Expression }[] }
  | { kind: 'arithmetic'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'concat'; parts: Expression[] }
  | { kind: 'condition'; test: Expression; whenTrue: Expression; otherwise: Expression | undefined }

/** Where `set` and `for` put a value: one name, several, or the member of a namespace. */
export type Target =
  | { kind: 'name'; name: string }
  | { kind: 'names'; targets: Target[] }
  | { kind: 'member'; namespace: string; name: string }

export type Parameter = { name: string; otherwise: Expression | undefined }

export type Statement =
  | { kind: 'data'; text: string }
  | { kind: 'output'; value: Expression }
  | { kind: 'if'; branches: { test: Expression; body: Statement[] }[]; otherwise: Statement[] }
  | {
      kind: 'for'
      target: Target
      over: Expression
      where: Expression | undefined
      recursive: boolean
      body: Statement[]
      otherwise: Statement[]
    }
  | { kind: 'set'; target: Target; value: Expression }
  | { kind: 'set-block'; target: Target; filter: Expression | undefined; body: Statement[] }
  | { kind: 'with'; entries: [Target, Expression][]; body: Statement[] }
  | { kind: 'macro'; name: string; parameters: Parameter[]; body: Statement[] }
  | {
      kind: 'call-block'
      call: Extract<Expression, { kind: 'call' }>
      parameters: Parameter[]
      body: Statement[]
    }
  | { kind: 'include'; template: Expression; ignoreMissing: boolean; withContext: boolean }
  | {
      kind: 'import'
      template: Expression
      as: string | undefined
      names: [string, string][]
      withContext: boolean
    }
  | { kind: 'filter-block'; filter: Expression; body: Statement[] }
