import { type Alias, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { PlaybookError } from '../playbook-error.ts'
import { float, integer, isDict, isList, type Value } from '../python/values.ts'
import type { Position } from './play.ts'

export type Parsed = { value: Value; at: (value: Value) => Position }

/**
 * Reads YAML as PyYAML does (version 1.1: `yes` is true, `0777` is octal), but leaves dates as text.
 * Throws a PlaybookError that names the line.
 */
export function parseYaml(source: string, file: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(source, {
    lineCounter: lines,
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    merge: false,
  })
  const [problem] = document.errors
  if (problem) {
    const [message = 'not YAML'] = problem.message.split(/ at line \d+/)
    throw new PlaybookError('syntax', {
      message: hint(message, source, problem.pos[0]),
      file,
      line: problem.linePos?.[0].line,
    })
  }
  const positions = new WeakMap<object, Position>()
  const anchors = new Map<Node, Value>()
  const position = (node: Node): Position => {
    const { line, col } = lines.linePos(node.range?.[0] ?? 0)
    return { file, line, column: col }
  }
  const fail = (message: string, node: Node): never => {
    throw new PlaybookError('syntax', { message, file, line: position(node).line })
  }
  const convert = (node: Node | null): Value => {
    if (node === null) return null
    if (isAlias(node)) {
      const target = (node as Alias).resolve(document)
      return target ? (anchors.get(target) ?? convert(target)) : fail('unknown alias', node)
    }
    if (isScalar(node)) {
      if (node.tag !== undefined && !['!unsafe', '!', 'tag:yaml.org,2002:str'].includes(node.tag))
        return tagged(node.tag, String(node.source ?? node.value), node)
      return node.type === 'PLAIN' && node.tag === undefined ? plain(String(node.source ?? '')) : String(node.value)
    }
    if (isSeq(node)) {
      const list = node.items.map((item) => convert(item as Node | null))
      remember(node, list)
      return list
    }
    if (!isMap(node)) return fail('unexpected YAML node', node)
    const dict = new Map<Value, Value>()
    remember(node, dict)
    for (const pair of node.items) {
      const keyNode = pair.key as Node
      const key = convert(keyNode)
      if (isDict(key) || isList(key)) return fail('a text that begins with {{ must stand in quotes', keyNode)
      const value = convert(pair.value as Node | null)
      if (key === '<<' && isScalar(keyNode) && keyNode.type === 'PLAIN') merge(dict, value)
      else dict.set(key, value)
    }
    return dict
  }
  const remember = (node: Node, value: object & Value) => {
    positions.set(value, position(node))
    anchors.set(node, value)
  }
  const tagged = (tag: string, text: string, node: Node): Value =>
    ['tag:yaml.org,2002:int', 'tag:yaml.org,2002:float', 'tag:yaml.org,2002:bool', 'tag:yaml.org,2002:null'].includes(
      tag,
    )
      ? plain(text)
      : fail(`could not determine a constructor for the tag '${tag}'`, node)
  const value = convert(document.contents as Node | null)
  const nowhere: Position = { file, line: 1, column: 1 }
  return { value, at: (of) => (typeof of === 'object' && of !== null ? (positions.get(of) ?? nowhere) : nowhere) }
}

function merge(dict: Map<Value, Value>, value: Value) {
  const sources = isList(value) ? value : [value]
  for (const source of sources) {
    if (!isDict(source)) continue
    for (const [key, member] of source) if (!dict.has(key)) dict.set(key, member)
  }
}

function hint(message: string, source: string, at: number): string {
  const start = source.lastIndexOf('\n', at - 1) + 1
  const end = source.indexOf('\n', at)
  const line = source.slice(start, end < 0 ? undefined : end)
  return /:\s*\{\{/.test(line) ? `${message}; a value that begins with {{ must stand in quotes` : message
}

const numbers: [RegExp, (text: string) => Value][] = [
  [/^(?:~|null|Null|NULL|)$/, () => null],
  [/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/, () => true],
  [/^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/, () => false],
  [/^[-+]?0b[01_]+$/, (text) => signed(text, (digits) => BigInt(digits))],
  [/^[-+]?0[0-7_]+$/, (text) => signed(text, (digits) => BigInt(`0o${digits.slice(1)}`))],
  [/^[-+]?0x[0-9a-fA-F_]+$/, (text) => signed(text, (digits) => BigInt(digits))],
  [/^[-+]?(?:0|[1-9][0-9_]*)$/, (text) => signed(text, (digits) => BigInt(digits))],
  [/^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/, (text) => signed(text, (digits) => BigInt(sexagesimal(digits)))],
  [
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
    (text) => float(Number(text.replaceAll('_', ''))),
  ],
  [
    /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    (text) => float(text.startsWith('-') ? -sexagesimal(text.slice(1)) : sexagesimal(text.replace(/^\+/, ''))),
  ],
  [/^[-+]?\.(?:inf|Inf|INF)$/, (text) => (text.startsWith('-') ? -Infinity : Infinity)],
  [/^\.(?:nan|NaN|NAN)$/, () => Number.NaN],
]

const plain = (text: string): Value =>
  numbers.find(([pattern]) => pattern.test(text))?.[1](text) ?? (isNull(text) ? null : text)
const isNull = (text: string): boolean => /^(?:~|null|Null|NULL|)$/.test(text)

const signed = (text: string, read: (digits: string) => bigint): Value => {
  const digits = text.replaceAll('_', '')
  return integer(digits.startsWith('-') ? -read(digits.slice(1)) : read(digits.replace(/^\+/, '')))
}

const sexagesimal = (text: string): number =>
  text
    .replaceAll('_', '')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0)
