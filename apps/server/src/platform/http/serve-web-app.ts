import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const API_PATH = /^\/(crm|auth|2fa|oam|utilities|invoice\/pdf|api)(\/|$)/

/** Serves the built web app; every other page address gets its index, since the app routes itself. */
export async function serveWebApp(app: FastifyInstance, distDir: string): Promise<void> {
  const built = existsSync(path.join(distDir, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root: distDir,
      wildcard: false,
      setHeaders(reply, file): void {
        const hashed = file.includes(`${path.sep}assets${path.sep}`)
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage =
      request.method === 'GET' && !API_PATH.test(request.url) && (request.headers.accept ?? '').includes('text/html')
    if (built && wantsPage) return reply.header('cache-control', 'no-cache').sendFile('index.html')
    return reply
      .code(404)
      .send({ message: 'There is nothing at this address', code: 'not_found', request_id: request.id })
  })
}
