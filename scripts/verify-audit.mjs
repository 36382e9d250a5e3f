// npm run audit:verify: checks the activity log against its hash chain; see docs/decisions/006-audit-chain.md.
import path from 'node:path'
import { findNode, installPackages, main, root, run } from './ready.mjs'

await main(async () => {
  await installPackages()
  return run(findNode(), [path.join(root, 'apps/server/src/verify-audit.ts')])
})
