import { isPlainText } from '../loader/plain-scalar.ts'
import { toFloat } from './arithmetic.ts'
import { floatText, text } from './text.ts'
import { defined, Float, isDict, isFloat, isList, isNumber, TemplateError, type Value } from './values.ts'
import { yamlScalar } from './yaml-scalar.ts'

export type YamlStyle = {
  indent: number
  flow: 'leaves' | 'never' | 'always'
  sortKeys: boolean
  width: number
  explicitStart: boolean
}

type Place = 'root' | 'sequence' | 'mapping' | 'key'

/** `yaml.dump` as Ansible's dumper, which is libyaml's emitter, writes it. */
export function dumpYaml(value: Value, style: YamlStyle): string {
  let out = ''
  let column = 0
  let whitespace = true
  let indention = true
  let indent = -1
  let flowLevel = 0

  const put = (written: string) => {
    out += written
    column += [...written].length
  }
  const indicator = (mark: string, needs: boolean, isSpace: boolean, isIndent: boolean) => {
    if (needs && !whitespace) put(' ')
    put(mark)
    whitespace = isSpace
    indention = indention && isIndent
  }
  const newLine = () => {
    const wanted = Math.max(indent, 0)
    if (!indention || column > wanted || (column === wanted && !whitespace)) {
      out += '\n'
      column = 0
    }
    put(' '.repeat(Math.max(0, wanted - column)))
    whitespace = true
    indention = true
  }
  const deeper = (isFlow: boolean, stays: boolean, write: () => void) => {
    const before = indent
    indent = indent < 0 ? (isFlow ? style.indent : 0) : stays ? indent : indent + style.indent
    write()
    indent = before
  }
  const scalar = (source: string, isText: boolean, place: Place) => {
    const inFlow = flowLevel > 0
    const isPlain = !isText || isPlainText(source)
    const parts = yamlScalar(source, { isPlain, inFlow, isKey: place === 'key', isBare: !isText })
    deeper(true, false, () => {
      if (parts.quote === '') {
        if (!whitespace && (source !== '' || inFlow)) put(' ')
      } else indicator(parts.quote, true, false, false)
      for (const part of parts.pieces) {
        if (part.kind === 'space' && part.mayBreak && place !== 'key' && column > style.width) {
          newLine()
          if (part.escapeNext) put('\\')
        } else if (part.kind === 'break') {
          out += part.text
          column = 0
          whitespace = true
          indention = true
        } else {
          if (part.kind === 'text' && part.afterBreak) newLine()
          put(part.text)
        }
      }
      if (parts.quote !== '') put(parts.quote)
      whitespace = false
      indention = false
    })
  }
  const isLeaf = (members: Value[]) => members.every((member) => !isList(member) && !isDict(member))
  const inFlow = (members: Value[]): boolean =>
    flowLevel > 0 || members.length === 0 || style.flow === 'always' || (style.flow === 'leaves' && isLeaf(members))
  const flowOf = (open: string, close: string, count: number, write: (index: number) => void) => {
    indicator(open, true, true, false)
    deeper(true, false, () => {
      flowLevel++
      for (let index = 0; index < count; index++) {
        if (index > 0) indicator(',', false, false, false)
        if (column > style.width) newLine()
        write(index)
      }
      flowLevel--
    })
    indicator(close, false, false, false)
  }
  const sequence = (members: Value[], place: Place) => {
    if (inFlow(members)) return flowOf('[', ']', members.length, (index) => node(members[index] as Value, 'sequence'))
    deeper(false, place === 'mapping' && !indention, () => {
      for (const member of members) {
        newLine()
        indicator('-', true, false, true)
        node(member, 'sequence')
      }
    })
  }
  const mapping = (given: [Value, Value][]) => {
    const entries = style.sortKeys
      ? [...given].sort(([a], [b]) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0))
      : given
    const entry = ([key, member]: [Value, Value]) => {
      node(key, 'key')
      indicator(':', false, false, false)
      node(member, 'mapping')
    }
    if (inFlow(entries.flat()))
      return flowOf('{', '}', entries.length, (index) => entry(entries[index] as [Value, Value]))
    deeper(false, false, () => {
      for (const one of entries) {
        newLine()
        entry(one)
      }
    })
  }
  const node = (value: Value, place: Place) => {
    const it = defined(value)
    if (isList(it)) return sequence([...it], place)
    if (isDict(it)) return mapping([...it])
    if (typeof it === 'function') throw new TemplateError('cannot represent an object')
    scalar(typeof it === 'string' ? it : bare(it), typeof it === 'string', place)
  }
  if (style.explicitStart) {
    out += '---'
    column = 3
    whitespace = false
    indention = false
  }
  node(value, 'root')
  if (column > 0) out += '\n'
  return out
}

function bare(value: Exclude<Value, string>): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (!isNumber(value) || !isFloat(value)) return text(value)
  const size = toFloat(value instanceof Float ? value : (value as number))
  if (Number.isNaN(size)) return '.nan'
  if (!Number.isFinite(size)) return size > 0 ? '.inf' : '-.inf'
  const shown = floatText(size)
  return shown.includes('.') ? shown : shown.replace('e', '.0e')
}
