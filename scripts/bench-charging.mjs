// npm run bench:charging: measures the charging engine on this machine; see bench/README.md.
import path from 'node:path'
import { findNode, installPackages, main, root, run } from './ready.mjs'

await main(async () => {
  await installPackages()
  return run(findNode(), [path.join(root, 'bench/charging.ts')])
})
