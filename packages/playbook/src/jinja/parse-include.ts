import { parseExpression } from './parse-expression.ts'
import type { Statement } from './syntax.ts'
import type { TokenStream } from './token-stream.ts'

/** `with context` or `without context` at the end of a tag. */
function context(stream: TokenStream, otherwise: boolean): boolean {
  const isWith = stream.isName('with')
  if ((!isWith && !stream.isName('without')) || !stream.isName('context', 1)) return otherwise
  stream.take()
  stream.take()
  return isWith
}

export function includeStatement(stream: TokenStream): Statement {
  const template = parseExpression(stream)
  const ignoreMissing = stream.isName('ignore') && stream.isName('missing', 1)
  if (ignoreMissing) {
    stream.take()
    stream.take()
  }
  const withContext = context(stream, true)
  stream.expectEnd('block')
  return { kind: 'include', template, ignoreMissing, withContext }
}

export function importStatement(stream: TokenStream): Statement {
  const template = parseExpression(stream)
  if (!stream.acceptName('as')) stream.fail('as')
  const as = stream.expectName()
  const withContext = context(stream, false)
  stream.expectEnd('block')
  return { kind: 'import', template, as, names: [], withContext }
}

export function fromStatement(stream: TokenStream): Statement {
  const template = parseExpression(stream)
  if (!stream.acceptName('import')) stream.fail('import')
  const names: [string, string][] = []
  let withContext = false
  while (stream.peek()?.kind === 'name') {
    if (stream.isName('context', 1)) {
      withContext = context(stream, false)
      break
    }
    const name = stream.expectName()
    names.push([name, stream.acceptName('as') ? stream.expectName() : name])
    if (!stream.accept(',')) {
      withContext = context(stream, false)
      break
    }
  }
  stream.expectEnd('block')
  return { kind: 'import', template, as: undefined, names, withContext }
}
