// npm start, npm run serve: makes everything ready, then runs the server until it is told to stop.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildWebApp, findNode, installPackages, main, root } from './ready.mjs'

await main(async () => {
  const mode = process.argv[2] === 'serve' ? 'serve' : 'demo'
  await installPackages()
  const node = findNode()
  await buildWebApp(node)
  return runServer(node, mode)
})

/** The open channel tells the server that we live: if we are killed, it stops its parts by itself. */
function runServer(node, mode) {
  const server = spawn(node, [path.join(root, 'apps/server/src/main.ts'), mode], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  // Ctrl-C reaches the server from the terminal as well; a second signal to it does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => resolve(code ?? 1))
  })
}
