import { createServer, type Server, type Socket } from 'node:net'
import { createJsonStream } from './json-stream.ts'
import { type Desk, replyTo } from './reply-to.ts'

const LARGEST_REQUEST = 16 * 1024 * 1024
/** More answers than this wait for a client that does not read: its next requests wait too. */
const MOST_UNREAD_BYTES = 4 * 1024 * 1024

export type TcpServer = Server & { connected: ReadonlySet<Socket> }

/** The raw TCP door (section 1.1): requests on one connection run at once, and answers come as they are ready. */
export function createTcpServer(desk: Desk): TcpServer {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(desk, socket)
  })
  return Object.assign(server, { connected: sockets })
}

/** Takes no more connections and ends those there are; what is under way on them is still done. */
export async function closeTcpServer(server: TcpServer): Promise<void> {
  if (!server.listening) return
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const socket of server.connected) {
    socket.end()
    socket.destroySoon()
  }
  await closed
}

function serve(desk: Desk, socket: Socket): void {
  const cut = createJsonStream(LARGEST_REQUEST)
  socket.setEncoding('utf8')
  socket.setNoDelay(true)
  socket.on('data', (text: string) => {
    try {
      for (const request of cut(text)) void reply(desk, socket, request)
    } catch {
      socket.destroy()
    }
  })
  socket.on('drain', () => socket.resume())
}

async function reply(desk: Desk, socket: Socket, request: string): Promise<void> {
  try {
    const replies = await replyTo(desk, request)
    if (socket.writable) socket.write(replies.join(''))
    if (socket.writableLength > MOST_UNREAD_BYTES) socket.pause()
  } catch (error) {
    desk.engine.log.error({ err: error }, 'charging connection failed')
    socket.destroy()
  }
}
