import { connect, createServer, type Socket } from 'node:net'

/** Stands between the engine and its database, so that a test can break their connection at a chosen point. */
export type DatabaseProxy = {
  url: string
  /**
   * breaks the connection at the next write to the log: `before` it reaches the database, `after` it is done but before
   * the answer comes back, or in the same way while the database still holds its end open (`half`)
   */
  breakNextAppend(point: 'before' | 'after' | 'half'): void
  close(): Promise<void>
}

/** Name of the statement that writes to the log, as it stands in the protocol's messages. */
const APPEND = Buffer.from('ocs-append')

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl)
  const sockets = new Set<Socket>()
  let point: 'before' | 'after' | 'half' | undefined
  const server = createServer((engine) => {
    const database = connect(Number(target.port), target.hostname)
    for (const socket of [engine, database]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    let breaks: typeof point
    engine.on('data', (chunk: Buffer) => {
      if (point !== undefined && chunk.includes(APPEND)) {
        breaks = point
        point = undefined
      }
      if (breaks !== 'before') database.write(chunk)
      else for (const socket of [engine, database]) socket.destroy()
    })
    database.on('data', (chunk: Buffer) => {
      // The database has answered, and nobody will hear of it.
      if (breaks === undefined) engine.write(chunk)
      else engine.destroy()
      if (breaks === 'after') database.destroy()
    })
    engine.on('close', () => {
      if (breaks !== 'half') database.destroy()
    })
    database.on('close', () => engine.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0)
  return {
    url: url.href,
    breakNextAppend: (where) => {
      point = where
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
