import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Server as NetServer } from 'node:net'
import { writeReply } from './envelope.ts'
import { type Desk, replyTo } from './reply-to.ts'

const PATH = '/jsonrpc'
const METRICS_PATH = '/metrics'
const LARGEST_BODY = 16 * 1024 * 1024

/**
 * The JSON-RPC door (section 1.2): any HTTP method with a JSON body at /jsonrpc, always status 200, results and
 * errors alike. No CORS headers are sent (as in CGRateS 0.10): a web page must not read accounts through a browser.
 */
export function createRpcServer(desk: Desk): Server {
  const server = createServer((request, response) => {
    response.on('finish', () => {
      // Once the server closes, a kept-alive connection ends with the reply under way.
      if (!server.listening) setImmediate(() => server.closeIdleConnections())
    })
    answer(desk, request, response).catch((error: unknown) => {
      desk.engine.log.error({ err: error }, 'charging connection failed')
      response.destroy()
    })
  })
  server.keepAliveTimeout = 65_000
  return server
}

/** Listens, or rejects with one sentence naming the port. */
export function listen(server: NetServer, address: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, address)))
    server.listen(address.port, address.host, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : address.port)
    })
  })
}

const LONGEST_CLOSE_MS = 5_000

/** Takes no more requests and lets those under way finish, cutting off connections that take too long. */
export async function closeServer(server: Server): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), LONGEST_CLOSE_MS)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(cutOff)
}

function listenError(error: NodeJS.ErrnoException, { host, port }: { host: string; port: number }): Error {
  const reason = error.code === 'EADDRINUSE' ? 'it is already in use by another program' : error.message
  return new Error(`The charging system cannot listen on port ${port} of ${host}: ${reason}.`, { cause: error })
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?')[0]
  if (path === METRICS_PATH) {
    request.resume()
    const { type, text } = await desk.metrics.page()
    response.writeHead(200, { 'Content-Type': type }).end(text)
    return
  }
  if (path !== PATH) {
    request.resume()
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found\n')
    return
  }
  const body = await readBody(request)
  const replies = body === undefined ? [tooLarge()] : await replyTo(desk, body)
  const text = replies.length === 1 ? replies[0] : replies.join('')
  // A known length spares the chunked form and its extra writes.
  const length = Buffer.byteLength(text ?? '')
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length }).end(text)
}

function tooLarge(): string {
  return writeReply('null', { error: 'json: request body too large' })
}

/** The body as text; undefined when it is larger than any request has reason to be. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= LARGEST_BODY) chunks.push(chunk)
    })
    request.on('end', () => {
      const [first] = chunks
      if (size > LARGEST_BODY) resolve(undefined)
      else
        resolve(first !== undefined && chunks.length === 1 ? first.toString('utf8') : Buffer.concat(chunks).toString())
    })
    request.on('error', reject)
  })
}
