import { basename } from 'node:path'

export type PlaybookErrorKind = 'missing' | 'syntax' | 'unsupported'

/** A playbook that cannot be run. `missing`: no such file; `syntax`: not a playbook; `unsupported`: needs what is not there. */
export class PlaybookError extends Error {
  readonly kind: PlaybookErrorKind
  readonly file: string
  readonly line: number | undefined
  constructor(kind: PlaybookErrorKind, options: { message: string; file: string; line?: number | undefined }) {
    const { message, file, line } = options
    // the name is enough for whoever reads it; `file` has the whole path
    super(`${message} (${basename(file)}${line === undefined ? '' : `, line ${line}`})`)
    this.name = 'PlaybookError'
    this.kind = kind
    this.file = file
    this.line = line
  }
}
