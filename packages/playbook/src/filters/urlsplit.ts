import { text } from '../python/text.ts'
import { TemplateError, type Value } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

/** The parts of an address, or one of them: scheme, netloc, hostname, port, path, query, fragment, username, password. */
export const urlsplitFilter: Filter = (input, args, { keywords }) => {
  const { query: wanted = '' } = namedArguments(['query'], args, keywords)
  const [, scheme = '', netloc = '', path = '', query = '', fragment = ''] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?$/.exec(
      text(input).trim(),
    ) ?? []
  const at = netloc.lastIndexOf('@')
  const user = at < 0 ? undefined : netloc.slice(0, at)
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(netloc.slice(at + 1)) ?? []
  const parts = new Map<Value, Value>([
    ['fragment', fragment],
    ['hostname', host === '' ? null : host.replace(/^\[|\]$/g, '').toLowerCase()],
    ['netloc', netloc],
    ['password', user?.includes(':') ? user.slice(user.indexOf(':') + 1) : null],
    ['path', path],
    ['port', port ? portNumber(port) : null],
    ['query', query],
    ['scheme', scheme.toLowerCase()],
    ['username', user === undefined ? null : (user.split(':')[0] ?? '')],
  ])
  if (wanted === '' || wanted === null) return parts
  const part = parts.get(wanted)
  if (part === undefined) throw new TemplateError(`urlsplit: unknown URL component: ${text(wanted)}`)
  return part
}

function portNumber(port: string): number {
  if (!/^\d+$/.test(port)) throw new TemplateError(`Port could not be cast to integer value as '${port}'`)
  if (Number(port) > 65535) throw new TemplateError('Port out of range 0-65535')
  return Number(port)
}
