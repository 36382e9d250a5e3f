// npm run bench: measures the product on this machine; see bench/README.md.
import path from 'node:path'
import { buildWebApp, findNode, installPackages, main, root, run } from './ready.mjs'

await main(async () => {
  await installPackages()
  const node = findNode()
  await buildWebApp(node)
  return run(node, [path.join(root, 'bench/run.ts'), ...process.argv.slice(2)])
})
