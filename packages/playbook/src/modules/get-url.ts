import { createHash, getHashes } from 'node:crypto'
import { join } from 'node:path'
import { booleanArgument, textArgument } from './arguments.ts'
import { writeContent } from './copy.ts'
import { sha1 } from './file-facts.ts'
import { failure, type Module, outcome } from './module.ts'
import { nameOf } from './uri.ts'
import { requestOf } from './uri-request.ts'

const largest = 64 << 20

/** Fetches a file from an address to a place on disk, and checks it against a checksum when one is given. */
export const getUrlModule: Module = async (args, context) => {
  const url = textArgument(args, 'url')
  const wanted = textArgument(args, 'dest')
  if (url === undefined || wanted === undefined) return failure('missing required arguments: dest, url')
  const checksum = textArgument(args, 'checksum')
  const [, algorithm = '', digest = ''] = /^(\w+):\s*([0-9a-fA-F]+)$/.exec(checksum ?? '') ?? []
  if (checksum !== undefined && !getHashes().includes(algorithm)) {
    return failure('The checksum parameter has to be in format <algorithm>:<checksum>', { url })
  }
  const there = await context.files.stat(wanted, { follow: true })
  const isFolder = there?.kind === 'directory' || wanted.endsWith('/')
  const sum = (content: Buffer): string => createHash(algorithm).update(content).digest('hex')
  if (there && !isFolder && !booleanArgument(args, 'force', false)) {
    const content = await context.files.read(wanted)
    const same = checksum === undefined || sum(content) === digest.toLowerCase()
    if (same)
      return outcome({
        changed: false,
        dest: wanted,
        url,
        msg: 'file already exists',
        checksum_dest: sha1(content),
        state: 'file',
        size: content.length,
      })
  }
  // its own arguments of that name mean something else than those of `uri`
  const given = new Map([...args].filter(([name]) => name !== 'dest' && name !== 'checksum'))
  const request = await requestOf(given, { url, method: 'GET', context, largest, statuses: [200] }).catch(
    (error: Error) => error,
  )
  if (request instanceof Error) return failure(request.message)
  const answer = await context.send({ ...request, timeoutMs: Number(textArgument(args, 'timeout') ?? 10) * 1000 })
  const elapsed = Math.floor(answer.elapsedMs / 1000)
  if (answer.status !== 200) {
    return failure(answer.status < 0 ? answer.message : 'Request failed', {
      dest: wanted,
      url,
      status_code: answer.status,
      response: answer.message,
      elapsed,
    })
  }
  if (checksum !== undefined && sum(answer.body) !== digest.toLowerCase()) {
    return failure(`The checksum for ${wanted} did not match ${digest}; it was ${sum(answer.body)}.`, {
      dest: wanted,
      url,
    })
  }
  const dest = isFolder ? join(wanted, nameOf(answer)) : wanted
  const done = await writeContent(answer.body, {
    args: new Map([...args, ['force', true]]),
    context,
    dest,
    src: undefined,
  })
  if (done.result.get('failed') === true) return done
  for (const [name, value] of Object.entries({
    url: answer.url,
    status_code: 200,
    msg: answer.message,
    checksum_src: sha1(answer.body),
    elapsed,
  })) {
    done.result.set(name, value)
  }
  return done
}
