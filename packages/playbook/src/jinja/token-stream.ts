import { TemplateError } from '../python/values.ts'
import type { Token } from './tokens.ts'

export type TokenStream = ReturnType<typeof tokenStream>

/** Reads tokens one after the other. */
export function tokenStream(tokens: Token[]) {
  let at = 0
  const peek = (ahead = 0): Token | undefined => tokens[at + ahead]
  const isOperator = (text: string, ahead = 0): boolean => {
    const token = peek(ahead)
    return token?.kind === 'operator' && token.text === text
  }
  const isName = (text: string, ahead = 0): boolean => {
    const token = peek(ahead)
    return token?.kind === 'name' && token.text === text
  }
  const fail = (expected: string): never => {
    const token = peek()
    const found =
      token === undefined || token.kind === 'end'
        ? 'end of statement'
        : token.kind === 'constant'
          ? String(token.value)
          : 'text' in token
            ? token.text
            : token.kind
    throw new TemplateError(`expected token '${expected}', got '${found}'`)
  }
  const take = (): Token => {
    const token = tokens[at]
    if (token === undefined) return fail('more')
    at++
    return token
  }
  /** Moves on when the next token is this operator. */
  const accept = (text: string): boolean => {
    if (!isOperator(text)) return false
    at++
    return true
  }
  const acceptName = (text: string): boolean => {
    if (!isName(text)) return false
    at++
    return true
  }
  const expect = (text: string) => {
    if (!accept(text)) fail(text)
  }
  const expectName = (): string => {
    const token = peek()
    if (token?.kind !== 'name') return fail('name')
    at++
    return token.text
  }
  const expectEnd = (of: 'variable' | 'block') => {
    const token = peek()
    if (token?.kind !== 'end' || token.of !== of)
      fail(of === 'variable' ? 'end of print statement' : 'end of statement block')
    at++
  }
  return { peek, isOperator, isName, take, accept, acceptName, expect, expectName, expectEnd, fail }
}
