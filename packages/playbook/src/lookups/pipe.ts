import { randomInt } from 'node:crypto'
import { runDate } from '../engine/date-command.ts'
import { splitCommand } from '../engine/split-command.ts'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Lookup } from './lookup.ts'

/**
 * The output of a command: `date` with the run's clock, and random text from `/dev/urandom` through `tr -dc` and `head -c`.
 * No shell is started, so any other command fails.
 */
export const pipeLookup: Lookup = (terms, { now }) => terms.map((term) => output(text(term), now()))

const random =
  /^\s*(?:LC_ALL=C\s+)?(?:cat\s+\/dev\/urandom\s*\|\s*(?:LC_ALL=C\s+)?tr\s+-dc\s+(\S+|'[^']*'|"[^"]*")|(?:LC_ALL=C\s+)?tr\s+-dc\s+(\S+|'[^']*'|"[^"]*")\s*<\s*\/dev\/urandom)\s*\|\s*(?:head\s+-c\s*(\d+)|fold\s+-w\s*(\d+)\s*\|\s*head\s+(?:-n\s*)?-?1)\s*;?\s*$/

function output(command: string, now: Date): string {
  const drawn = random.exec(command)
  if (drawn) {
    const alphabet = characters((drawn[1] ?? drawn[2] ?? '').replace(/^(['"])(.*)\1$/, '$2'))
    const size = Number(drawn[3] ?? drawn[4])
    if (alphabet.length === 0) throw new TemplateError(`lookup pipe: '${command}' allows no character`)
    return Array.from({ length: size }, () => alphabet[randomInt(alphabet.length)]).join('')
  }
  const [program, ...args] = /[|&;<>`$]/.test(command) ? [] : splitCommand(command)
  const shown = program === 'date' ? runDate(args, now) : undefined
  if (shown === undefined) {
    throw new TemplateError(
      `lookup pipe: only 'date' and random text from /dev/urandom are known here, not '${command}'`,
    )
  }
  return shown.trimEnd()
}

const classes: Record<string, string> = {
  '[:alnum:]': 'A-Za-z0-9',
  '[:alpha:]': 'A-Za-z',
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:upper:]': 'A-Z',
  '[:xdigit:]': '0-9A-Fa-f',
}

/** The set that `tr` is given: ranges and classes laid out. */
function characters(set: string): string[] {
  const plain = set.replace(/\[:\w+:\]/g, (name) => classes[name] ?? '').replace(/\\(.)/g, '$1')
  const found = new Set<string>()
  for (let at = 0; at < plain.length; at++) {
    const from = plain.charCodeAt(at)
    const isRange = plain[at + 1] === '-' && at + 2 < plain.length
    const to = isRange ? plain.charCodeAt(at + 2) : from
    for (let code = from; code <= to; code++) found.add(String.fromCharCode(code))
    if (isRange) at += 2
  }
  return [...found]
}
