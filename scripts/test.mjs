// npm test: types, lint, unit and HTTP tests, web build, browser tests. Installs what is missing.
import path from 'node:path'
import { buildWebApp, findNode, installPackages, main, root, run, Stop } from './ready.mjs'

const bin = (name) => path.join(root, 'node_modules', name)

await main(async () => {
  await installPackages()
  const node = findNode()
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` }
  const steps = [
    ['types', () => run(node, [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'], { env })],
    ['types of the web app', () => run(node, [bin('typescript/bin/tsc'), '--noEmit', '-p', 'apps/web'], { env })],
    ['lint and format', () => run(node, [bin('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.'], { env })],
    ['unit and HTTP tests', () => run(node, [bin('vitest/vitest.mjs'), 'run'], { env })],
    ['web build', () => buildWebApp(node).then(() => 0)],
    [
      'browser tests',
      () => run(node, [bin('@playwright/test/cli.js'), 'test', '--config', 'e2e/playwright.config.ts'], { env }),
    ],
  ]
  const only = process.argv[2]
  for (const [name, step] of steps.filter(([name]) => !only || name.startsWith(only))) {
    const started = Date.now()
    process.stdout.write(`\n== ${name}\n`)
    const code = await step()
    if (code !== 0) throw new Stop(`\nfailed: ${name}`)
    process.stdout.write(`== ${name}: ok, ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
  }
  return 0
})
