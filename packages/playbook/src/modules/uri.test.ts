import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string; port: number }
let seen: Seen[] = []
let server: Server
let base: string

const answers: Record<string, (request: Seen, response: ServerResponse) => void> = {
  '/json': (_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Set-Cookie': ['a=1; Path=/', 'b=2'],
      'X-Some-Header': 'v',
    })
    response.end('{"price": 15.00, "big": 12345678901234567890, "list": [1]}')
  },
  '/hal': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/hal+json' })
    response.end('{"a": 1}')
  },
  '/broken': (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' })
    response.end('{oops')
  },
  '/text': (_request, response) => response.end('{"not": "declared"}'),
  '/created': (_request, response) => response.writeHead(201).end(),
  '/missing': (_request, response) => {
    response.writeHead(404, { 'Content-Type': 'application/json' })
    response.end('{"message": "not here"}')
  },
  '/away': (_request, response) => response.writeHead(302, { Location: '/json' }).end(),
  '/elsewhere': (_request, response) =>
    response.writeHead(302, { Location: `http://localhost:${new URL(base).port}/json` }).end(),
  '/slow': () => undefined,
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      const one: Seen = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body,
        port: request.socket.remotePort ?? 0,
      }
      seen.push(one)
      const answer = answers[one.url] ?? answers['/text']
      answer?.(one, response)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Runs one uri task, given its arguments as YAML, and gives its status, result and what the server saw. */
async function uri(args: string, job: Parameters<typeof runTasks>[1] = {}) {
  seen = []
  const { ended } = await runTasks(`- uri: {url: "${base}/json", ${args}}\n  register: r\n- debug: {var: r}`, job)
  const [first, second] = ended
  return {
    status: first?.status,
    result: first?.result ?? {},
    registered: second?.result.r as Record<string, unknown>,
    seen,
  }
}

test('a JSON answer is parsed, its headers and cookies become fields [PROV-19]', async () => {
  const { status, result, registered } = await uri('return_content: yes')
  expect(status).toBe(0)
  expect(result).toMatchObject({
    status: 200,
    json: { price: 15, big: '12345678901234567890', list: [1] },
    x_some_header: 'v',
    content_type: 'application/json; charset=utf-8',
    cookies: { a: '1', b: '2' },
    redirected: false,
    changed: false,
  })
  expect(result.content).toContain('15.00')
  expect(registered.invocation).toBeUndefined()
  expect((result.invocation as { module_args: unknown }).module_args).toMatchObject({
    url: `${base}/json`,
    method: 'GET',
  })
})

test('numbers of an answer keep their kind, as they do in Ansible', async () => {
  const { ended } = await runTasks(
    `- {uri: {url: "${base}/json"}, register: r}\n- {debug: {msg: "{{ r.json.price }} {{ r.json.list[0] }} {{ r.json.big + 1 }}"}}`,
  )
  expect(ended[1]?.result.msg).toBe('15.0 1 12345678901234567891')
})

test.each([
  ['/hal', { a: 1 }],
  ['/broken', undefined],
  ['/text', undefined],
])('%s is parsed only when it says it is JSON, and is', async (path, json) => {
  expect((await uri(`url: "${base}${path}"`.replace('url:', 'timeout: 5, url:'))).result.json).toEqual(json)
})

test('another status than the expected ones fails, with the answer at hand [PROV-13]', async () => {
  const missing = await uri(`timeout: 5, url: "${base}/missing"`)
  expect(missing.status).toBe(2)
  expect(missing.result).toMatchObject({
    status: 404,
    json: { message: 'not here' },
    msg: 'Status code was 404 and not [200]: HTTP Error 404: Not Found',
  })
  expect((await uri(`status_code: [200, 404], url: "${base}/missing"`)).status).toBe(0)
  expect((await uri(`status_code: "200, 201", url: "${base}/created"`)).status).toBe(0)
  expect((await uri(`url: "${base}/created"`)).status).toBe(2)
})

test('bodies: JSON, text as it is, a mapping without format, a form', async () => {
  const body = async (args: string) => {
    const [request] = (await uri(`method: POST, ${args}`)).seen
    return [request?.body, request?.headers['content-type']]
  }
  expect(await body('body_format: json, body: {a: 1, b: [true, null, "é"], c: "{{ 5 }}", d: 1.0}')).toEqual([
    '{"a": 1, "b": [true, null, "\\u00e9"], "c": "5", "d": 1.0}',
    'application/json',
  ])
  expect(await body('body: {a: 1}')).toEqual(['{"a": 1}', 'application/json'])
  expect(await body('body_format: json, body: "[1"')).toEqual(['[1', 'application/json'])
  expect(await body('body: "plain"')).toEqual(['plain', 'application/x-www-form-urlencoded'])
  expect(await body('body_format: json')).toEqual(['null', 'application/json'])
  expect(await body('body_format: form-urlencoded, body: {a: "x y", b: [1, 2]}')).toEqual([
    'a=x+y&b=1&b=2',
    'application/x-www-form-urlencoded',
  ])
  expect(await body('body_format: json, headers: {content-type: "application/merge-patch+json"}, body: {}')).toEqual([
    '{}',
    'application/merge-patch+json',
  ])
})

test('basic authentication is sent when forced, and the password is not shown [PROV-09]', async () => {
  const { seen: requests, result } = await uri('user: key, password: s3cret, force_basic_auth: true')
  expect(requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('key:s3cret').toString('base64')}`)
  expect(
    JSON.stringify((result.invocation as { module_args: Record<string, unknown> }).module_args.password),
  ).not.toContain('s3cret')
  expect((await uri('user: key, password: s3cret')).seen[0]?.headers.authorization).toBeUndefined()
})

test('redirects are followed for GET only, and credentials stay with their host', async () => {
  const followed = await uri(`headers: {Authorization: "Bearer t"}, url: "${base}/away"`)
  expect(followed.result).toMatchObject({ status: 200, redirected: true, url: `${base}/json` })
  expect(followed.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t', 'Bearer t'])
  expect(
    (await uri(`headers: {Authorization: "Bearer t"}, url: "${base}/elsewhere"`)).seen.map(
      ({ headers }) => headers.authorization,
    ),
  ).toEqual(['Bearer t', undefined])
  expect((await uri(`method: POST, status_code: 302, url: "${base}/away"`)).seen).toHaveLength(1)
  expect((await uri(`follow_redirects: none, status_code: 302, url: "${base}/away"`)).seen).toHaveLength(1)
})

test('an address that is refused is never called, after a redirect neither', async () => {
  const asked: string[] = []
  const checkAddress = async (url: URL) => {
    asked.push(url.hostname)
    if (url.hostname === 'localhost') throw new Error('localhost is not allowed.')
  }
  const { result, seen: requests } = await uri(`url: "${base}/elsewhere"`, { checkAddress })
  expect(result.msg).toBe('Status code was -1 and not [200]: Request failed: localhost is not allowed.')
  expect(asked).toEqual(['127.0.0.1', 'localhost'])
  expect(requests).toHaveLength(1)
})

test('extra headers are asked for with task and item, and the play’s own win', async () => {
  const asked: unknown[] = []
  const { ended } = await runTasks(
    `- {debug: {msg: x}}\n- uri: {url: "${base}/json", method: PUT, headers: {X-Own: play}}\n  loop: [1, 2]`,
    {
      requestHeaders: (request) => {
        asked.push(request)
        return { 'Idempotency-Key': `k${request.task}-${request.item}`, 'x-own': 'caller' }
      },
    },
  )
  expect(ended.at(-1)?.status).toBe(0)
  expect(asked).toEqual([0, 1].map((item) => ({ url: `${base}/json`, method: 'PUT', task: 2, item })))
  expect(seen.slice(-2).map(({ headers }) => [headers['idempotency-key'], headers['x-own']])).toEqual([
    ['k2-0', 'play'],
    ['k2-1', 'play'],
  ])
})

test('connections are used again', async () => {
  seen = []
  await runTasks(`- uri: {url: "${base}/json", method: POST}
  loop: "{{ range(20) | list }}"`)
  expect(seen).toHaveLength(20)
  expect(new Set(seen.map(({ port }) => port)).size).toBeLessThan(4)
})

test.each([
  ['no listener', 'url: "http://127.0.0.1:1/"', 'Connection refused'],
  ['a time-out', 'timeout: 0.05, url: "BASE/slow"', 'timed out'],
  ['no address', 'url: "nonsense"', 'unknown url'],
  ['another scheme', 'url: "file:///etc/passwd"', 'unknown url type: file'],
  ['a wrong option', 'bdoy: 1', 'Unsupported parameters for (uri) module: bdoy'],
  ['a wrong status list', 'status_code: abc', 'an integer is required'],
])('%s fails the task with its reason', async (_title, args, part) => {
  const { status, result } = await uri(args.replace('BASE', base))
  expect(status).toBe(2)
  expect(result.msg).toContain(part)
})
