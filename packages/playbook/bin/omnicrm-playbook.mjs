#!/usr/bin/env node
// Runs in whatever Node the machine has: the command itself needs Node 24, which comes with the packages.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { main } = await import('../src/cli/main.ts')
  // whoever reads the lines may stop before the end, as `head` does
  process.stdout.on('error', () => process.exit())
  process.exitCode = await main(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`))
} else {
  const packaged = fileURLToPath(new URL('../../../node_modules/.bin/node', import.meta.url))
  if (existsSync(packaged)) {
    const self = fileURLToPath(import.meta.url)
    process.exitCode = spawnSync(packaged, [self, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1
  } else {
    process.stderr.write('omnicrm-playbook needs Node 24 or newer\n')
    process.exitCode = 1
  }
}
