import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { migrate } from '../database/migrate.ts'

/** The one connection that may write: while it lives, no other engine owns the state of this database. */
export type Owner = {
  client: Client
  /** grows with each owner; what another connection writes on its behalf is checked against it */
  epoch: string
  /** ends the connection, and with it the ownership */
  release(): Promise<void>
}

/** Advisory lock of the owner, held by the session of the connection that writes the log. */
const OWNER_LOCK = 7_204_802

export type OwnerOptions = {
  databaseUrl: string
  /** same for all connections of one engine, so that it can end one of its own that hangs */
  name: string
  /** told once when the lock is held by somebody else, before waiting for it */
  onWait: () => void
  /** told when the connection breaks */
  onLost: (error: Error) => void
  signal: AbortSignal
}

export function newOwnerName(): string {
  return `omnicrm-charging-${randomUUID()}`
}

/**
 * Becomes the owner, waiting as standby while another engine is, and brings the schema up to date. The server frees
 * the lock only after it has ended the former owner's last statement: whatever that one wrote is then settled.
 */
export async function becomeOwner(options: OwnerOptions): Promise<Owner> {
  const { databaseUrl, name, onWait, onLost, signal } = options
  signal.throwIfAborted()
  const client = new Client({ connectionString: databaseUrl, application_name: name, keepAlive: true })
  const stop = () => destroy(client)
  signal.addEventListener('abort', stop)
  client.on('error', onLost)
  client.on('end', () => onLost(new Error('the connection of the charging log ended')))
  try {
    await client.connect()
    // A peer that vanished without a word is noticed in seconds, so that a standby can take over.
    await client.query(
      'set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; set synchronous_commit = on',
    )
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [name],
    )
    const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [OWNER_LOCK])
    if (!rows[0]?.mine) {
      onWait()
      await client.query('select pg_advisory_lock($1)', [OWNER_LOCK])
    }
    await migrate(client)
    // Waits for what another connection of the former owner is just writing, and lets it write no more.
    const owner = await client.query<{ epoch: string }>('update ocs.owner set epoch = epoch + 1 returning epoch')
    return { client, epoch: owner.rows[0]?.epoch ?? '0', release: () => release(client) }
  } catch (error) {
    destroy(client)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function release(client: Client): Promise<void> {
  client.removeAllListeners('end')
  client.removeAllListeners('error').on('error', () => undefined)
  await client.end().catch(() => undefined)
}

/** Ends a connection without asking the server, which may not answer. */
export function destroy(client: Client): void {
  client.removeAllListeners('end')
  client.removeAllListeners('error').on('error', () => undefined)
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}
