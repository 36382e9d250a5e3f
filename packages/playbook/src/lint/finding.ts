export type LintRule =
  | 'syntax'
  | 'unknown-module'
  | 'unknown-name'
  | 'unknown-argument'
  | 'needs-ansible'
  | 'undefined-variable'
  | 'overridden-fact'
  | 'no-undo'
  | 'literal-secret'
  | 'unquoted-shell'
  | 'missing-file'

export type LintFinding = {
  file: string
  line: number
  rule: LintRule
  /** `error`: will not run; `warning`: will not do what it should; `note`: good to know */
  severity: 'error' | 'warning' | 'note'
  /** a sentence */
  message: string
}
