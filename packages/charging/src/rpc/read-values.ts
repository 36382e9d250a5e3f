import { Decimal } from '../exact-decimal.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { RpcError } from './rpc-error.ts'

/**
 * Readers of single JSON values, as tolerant as sections 1.6 and 20 ask: templating engines send numbers and booleans
 * as text, and lists for `;`-separated text. What cannot be converted is refused in the words of the Go decoder.
 */

const TRUE_WORDS = new Set(['1', 't', 'T', 'TRUE', 'true', 'True'])
const FALSE_WORDS = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False', ''])
const NUMBER_TEXT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/
const LARGEST = new Decimal('1e30')

export function readText(value: unknown, name: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map((item) => readText(item, name)).join(';')
  throw unmarshalError(value, name, 'string')
}

export function readBoolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value > 0
  if (typeof value === 'string' && TRUE_WORDS.has(value)) return true
  if (typeof value === 'string' && FALSE_WORDS.has(value)) return false
  if (typeof value === 'string')
    throw new RpcError(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`)
  throw unmarshalError(value, name, 'bool')
}

/** A number, or text holding one. Text ending in s, m or h is a duration and becomes nanoseconds. */
export function readDecimal(value: unknown, name: string): Decimal {
  if (typeof value === 'number') return withinRange(new Decimal(value), String(value))
  if (typeof value !== 'string') throw unmarshalError(value, name, 'float64')
  const text = value.trim()
  if (NUMBER_TEXT.test(text)) return withinRange(new Decimal(text), text)
  if (/\d(ns|us|µs|ms|s|m|h)$/.test(text)) return parseDuration(text)
  throw new RpcError(`strconv.ParseFloat: parsing ${JSON.stringify(value)}: invalid syntax`)
}

export function readInteger(value: unknown, name: string): number {
  const number = readDecimal(value, name)
  if (number.isInteger() && number.abs().lte(Number.MAX_SAFE_INTEGER)) return number.toNumber()
  throw new RpcError(`json: cannot unmarshal number ${number} into Go struct field ${name} of type int`)
}

/** A list of texts; one text is taken as a list of its `;`-separated parts. */
export function readTextList(value: unknown, name: string): string[] {
  if (Array.isArray(value)) return value.map((item) => readText(item, name))
  return readText(value, name)
    .split(';')
    .filter((part) => part !== '')
}

/** A JSON object with its keys as sent. */
export function readMap(value: unknown, name: string): Record<string, unknown> {
  if (isMap(value)) return value
  throw unmarshalError(value, name, 'map[string]interface {}')
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withinRange(number: Decimal, text: string): Decimal {
  if (number.isFinite() && number.abs().lt(LARGEST)) return number
  throw new RpcError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: value out of range`)
}

function unmarshalError(value: unknown, name: string, type: string): RpcError {
  const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  return new RpcError(`json: cannot unmarshal ${kind} into Go struct field ${name} of type ${type}`)
}
