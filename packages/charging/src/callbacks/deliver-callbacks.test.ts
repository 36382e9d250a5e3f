import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startTestEngine } from '../test-engine.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function receiver(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
}

test('a receiver that hangs gets a bounded number at once and delays no other', async () => {
  const ocs = await startTestEngine()
  let atOnce = 0
  const hanging = await receiver(() => {
    atOnce++
  })
  const arrived = Promise.withResolvers<void>()
  let answered = 0
  const healthy = await receiver((_, response) => {
    response.end()
    if (++answered === 40) arrived.resolve()
  })
  const post = (ActionsId: string, url: string) =>
    ocs.call('ApierV1.SetActions', { ActionsId, Actions: [{ Identifier: '*http_post', ExtraParameters: url }] })
  await post('HANG', hanging)
  await post('FINE', healthy)
  for (let n = 0; n < 40; n++) {
    await ocs.call('ApierV1.ExecuteAction', { Account: `a${n}`, ActionsId: 'HANG' })
    await ocs.call('ApierV1.ExecuteAction', { Account: `a${n}`, ActionsId: 'FINE' })
  }
  await arrived.promise
  expect(atOnce).toBe(8)
  // A close does not wait for the hanging one either, and still owes it everything.
  await ocs.restart()
  const page = await (await fetch(`http://127.0.0.1:${ocs.engine.port}/metrics`)).text()
  expect(page).toMatch(/^omnicrm_ocs_callbacks_owed 4\d$/m)
  await ocs.close()
})
