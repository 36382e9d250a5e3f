import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, outcome } from './module.ts'
import { pattern } from './python-pattern.ts'

/** Waits until a port answers (or no longer does), or until a file is there, gone, or holds some text. */
export const waitForModule: Module = async (args, context) => {
  const { signal } = context
  const number = (name: string, otherwise: number): number => Number(textArgument(args, name) ?? otherwise)
  const host = textArgument(args, 'host') ?? '127.0.0.1'
  const port = textArgument(args, 'port')
  const path = textArgument(args, 'path')
  const state = textArgument(args, 'state') ?? 'started'
  if (port !== undefined && path !== undefined)
    return failure('port and path parameter can not both be passed to wait_for')
  const limit = number('timeout', 300) * 1000
  const started = performance.now()
  const elapsed = (): number => Math.floor((performance.now() - started) / 1000)
  await wait(number('delay', 0) * 1000, undefined, { signal })
  const present = state !== 'absent' && state !== 'stopped' && state !== 'drained'
  const probe = port !== undefined ? () => answers(host, Number(port), args, context) : () => holds(path, args, context)
  // without a port or a path it is a pause of `timeout` seconds
  if (port === undefined && path === undefined) {
    await wait(limit, undefined, { signal })
    return outcome({
      changed: false,
      elapsed: elapsed(),
      state,
      port: null,
      path: null,
      search_regex: null,
      match_groups: [],
      match_groupdict: new Map(),
    })
  }
  for (;;) {
    if ((await probe()) === present) {
      return outcome({
        changed: false,
        elapsed: elapsed(),
        state,
        port: port === undefined ? null : Number(port),
        path: path ?? null,
        search_regex: textArgument(args, 'search_regex') ?? null,
        match_groups: [],
        match_groupdict: new Map(),
      })
    }
    if (performance.now() - started >= limit) {
      const what = port === undefined ? `file ${path}` : `${host}:${port}`
      const msg =
        textArgument(args, 'msg') ??
        `Timeout when waiting for ${what}${present || port === undefined ? '' : ' to stop.'}`
      return failure(msg, { elapsed: elapsed() })
    }
    await wait(Math.max(10, number('sleep', 1) * 1000), undefined, { signal })
  }
}

async function answers(
  host: string,
  port: number,
  args: Parameters<Module>[0],
  context: ModuleContext,
): Promise<boolean> {
  await context.checkAddress?.(new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`))
  const search = textArgument(args, 'search_regex')
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    let heard = ''
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.setTimeout(Number(textArgument(args, 'connect_timeout') ?? 5) * 1000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('connect', () => search === undefined && end(true))
    socket.on('data', (chunk) => {
      heard = (heard + chunk.toString('utf8')).slice(-100_000)
      if (search !== undefined && pattern(search).test(heard)) end(true)
    })
    socket.once('close', () => resolve(false))
    context.signal.addEventListener('abort', () => end(false), { once: true })
  })
}

async function holds(
  path: string | undefined,
  args: Parameters<Module>[0],
  { files }: ModuleContext,
): Promise<boolean> {
  if (path === undefined || !(await files.stat(path, { follow: true }))) return false
  const search = textArgument(args, 'search_regex')
  return search === undefined || pattern(search, 'm').test((await files.read(path)).toString('utf8'))
}
