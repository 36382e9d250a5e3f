import { setTimeout as wait } from 'node:timers/promises'
import { strftime } from '../python/strftime.ts'
import { floatText } from '../python/text.ts'
import { textArgument, unknownArguments } from './arguments.ts'
import { failure, type Module, outcome } from './module.ts'

/** Waits for some seconds or minutes. There is nobody to answer a prompt, so a pause without a time ends at once. */
export const pauseModule: Module = async (args, { now, signal, check }) => {
  const unknown = unknownArguments(args, ['seconds', 'minutes', 'prompt', 'echo'], 'pause')
  if (unknown !== undefined) return failure(unknown)
  const minutes = textArgument(args, 'minutes')
  const given = minutes ?? textArgument(args, 'seconds') ?? '0'
  if (!/^\s*[+-]?\d+\s*$/.test(given)) return failure(`non-integer value given for prompt duration:\n${given}`)
  const isTimed = minutes !== undefined || args.has('seconds')
  // Ansible waits for a second at least when it waits at all
  const seconds = isTimed ? Math.max(1, Number(given) * (minutes === undefined ? 1 : 60)) : 0
  const start = now()
  if (seconds > 0 && !check) await wait(seconds * 1000, undefined, { signal })
  const stop = now()
  const stamp = (at: Date) => strftime('%Y-%m-%d %H:%M:%S.%f', at, { utc: false })
  const shown =
    minutes === undefined
      ? `${seconds.toFixed(1)} seconds`
      : `${floatText(Math.round((seconds / 60) * 100) / 100)} minutes`
  return outcome({
    changed: false,
    rc: 0,
    stderr: '',
    stdout: `Paused for ${shown}`,
    start: stamp(start),
    stop: stamp(stop),
    delta: seconds,
    echo: true,
    user_input: '',
  })
}
