// npm run ocs: the charging system alone, on a database of its own or the one at OMNICRM_OCS_DATABASE_URL.
import path from 'node:path'
import { findNode, installPackages, main, root, run } from './ready.mjs'

await main(async () => {
  await installPackages()
  return run(findNode(), [path.join(root, 'apps/server/src/run-charging.ts')], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
})
