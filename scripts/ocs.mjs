// npm run ocs: the charging system alone, on a database of its own or the one at OMNICRM_OCS_DATABASE_URL.
import path from 'node:path'
import { findNode, installPackages, main, root, run } from './ready.mjs'

await main(async () => {
  await installPackages()
  // Requests leave much short-lived garbage: more room for it is collected less often.
  return run(findNode(), ['--max-semi-space-size=64', path.join(root, 'apps/server/src/run-charging.ts')], {
    env: { ...process.env, NODE_ENV: 'production' },
  })
})
