import { execFileSync } from 'node:child_process'
import path from 'node:path'
import pg from 'pg'
import { findEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts'
import { printRow } from './figures.ts'

const ROWS = 100_000
const root = path.resolve(import.meta.dirname, '..')

/** How long `npm run audit:verify` takes over a long activity log, beside the running product. */
export async function measureAudit(dir: string): Promise<void> {
  const dataDir = path.join(dir, 'data')
  const running = await findEmbeddedPostgres(dataDir)
  if (running === undefined) throw new Error('the database of the product is not running')
  const url = new URL(running)
  url.pathname = '/omnicrm'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  try {
    await client.query(
      `insert into customer_activity (entity, entity_id, activity, initiated_by, details, created)
       select 'customer', n, 'Changed customer ' || n, 'user:1',
         jsonb_build_object('before', jsonb_build_object('customer_name', 'Old ' || n),
           'after', jsonb_build_object('customer_name', 'New ' || n)), now()
       from generate_series(1, ${ROWS}) n`,
    )
    await untilSealed(client)
  } finally {
    await client.end()
  }
  const started = performance.now()
  const said = execFileSync(process.execPath, [path.join(root, 'apps/server/src/verify-audit.ts')], {
    env: { ...process.env, OMNICRM_DATA_DIR: dataDir, OMNICRM_CONFIG: path.join(dir, 'crm_config.yaml') },
    encoding: 'utf8',
  })
  const seconds = (performance.now() - started) / 1000
  const verified = Number(/^(\d+) entries verified/.exec(said)?.[1])
  if (!(verified >= ROWS)) throw new Error(said)
  printRow(`activity log of ${verified} entries verified`, `${seconds.toFixed(1)} s`, 'npm run audit:verify')
}

async function untilSealed(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select 1 from activity_unsealed limit 1')
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
