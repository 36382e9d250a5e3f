import { connect, type Socket } from 'node:net'
import { KINDS, type RequestKind } from './charging-requests.ts'

/** Order to the load process, sent over its channel. */
export type LoadOrder = {
  host: string
  port: number
  kind: RequestKind
  connections: number
  seconds: number
  /** accounts the requests go round */
  accounts: number
  /** requests a second, offered whatever the answers take; absent: each connection sends as soon as it was answered */
  rate?: number
  /** makes ids of this run different from those of others */
  run: string
  /** sessions: ids 0 to this, whichever run they were opened by; absent: a new id for each request */
  sessions?: number
}

/** Latencies in milliseconds. */
export type LoadResult = {
  perSecond: number
  median: number
  p95: number
  p99: number
  most: number
  errors: number
  firstError?: string
}

process.on('message', (order: LoadOrder) => {
  void load(order).then((result) => process.send?.(result))
})

async function load(order: LoadOrder): Promise<LoadResult> {
  const latencies: number[] = []
  let errors = 0
  let firstError: string | undefined
  let sent = 0
  const started = performance.now()
  const end = started + order.seconds * 1000
  const next = (): string => {
    const number = sent++
    const id = order.sessions === undefined ? `${order.run}-${number}` : `${order.run}-${number % order.sessions}`
    return httpRequest(KINDS[order.kind](id, `acc${number % order.accounts}`))
  }
  const note = (from: number, reply: string) => {
    latencies.push(performance.now() - from)
    if (reply.endsWith('"error":null}\n')) return
    errors++
    firstError ??= reply.slice(0, 200)
  }
  const lines = await Promise.all(Array.from({ length: order.connections }, () => openLine(order)))
  if (order.rate === undefined) {
    await Promise.all(
      lines.map(async (line) => {
        while (performance.now() < end) {
          const from = performance.now()
          note(from, await line.ask(next()))
        }
      }),
    )
  } else {
    await offer(lines, { ...order, rate: order.rate, started, next, note })
  }
  for (const line of lines) line.close()
  const took = (performance.now() - started) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  const perSecond = latencies.length / took
  return { perSecond, median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1), errors, firstError }
}

/** Sends at a fixed rate; a request's time counts from when it should have been sent, waiting for a line included. */
async function offer(
  lines: Line[],
  options: LoadOrder & {
    rate: number
    started: number
    next: () => string
    note: (from: number, reply: string) => void
  },
): Promise<void> {
  const total = options.rate * options.seconds
  const free = [...lines]
  const waiting: number[] = []
  let answered = 0
  let offered = 0
  await new Promise<void>((resolve) => {
    const send = () => {
      while (waiting.length > 0 && free.length > 0) {
        const line = free.pop() as Line
        const from = waiting.shift() as number
        void line.ask(options.next()).then((reply) => {
          options.note(from, reply)
          free.push(line)
          if (++answered === total) resolve()
          else send()
        })
      }
    }
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - options.started) / 1000) * options.rate))
      for (; offered < due; offered++) waiting.push(options.started + (offered / options.rate) * 1000)
      send()
      if (offered === total) clearInterval(timer)
    }, 1)
  })
}

type Line = { ask(request: string): Promise<string>; close(): void }

function httpRequest(body: string): string {
  return `POST /jsonrpc HTTP/1.1\r\nHost: ocs\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** One keep-alive connection, one request at a time. Cheap on purpose: the engine shares the machine. */
function openLine({ host, port }: { host: string; port: number }): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, host)
    let answer: ((reply: string) => void) | undefined
    let text = ''
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('data', (chunk: string) => {
      text += chunk
      const reply = completeBody(text)
      if (reply === undefined) return
      text = ''
      answer?.(reply)
    })
    socket.on('connect', () =>
      resolve({
        ask: (request) =>
          new Promise((done) => {
            answer = done
            socket.write(request)
          }),
        close: () => socket.destroy(),
      }),
    )
  })
}

/** The body of a whole response, of known length or chunked; undefined while it is not whole. */
function completeBody(text: string): string | undefined {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1]
  if (length !== undefined) {
    return text.length >= head + 4 + Number(length) ? text.slice(head + 4) : undefined
  }
  if (!text.endsWith('0\r\n\r\n')) return undefined
  return text.slice(text.indexOf('\r\n', head + 4) + 2, text.lastIndexOf('\r\n0\r\n\r\n'))
}
