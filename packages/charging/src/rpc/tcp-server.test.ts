import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestEngine, type TestEngine } from '../test-engine.ts'
import { createJsonStream } from './json-stream.ts'

let ocs: TestEngine
beforeAll(async () => {
  ocs = await startTestEngine({ tcpPort: 0 })
})
afterAll(() => ocs.close())

test('cuts any objects out of any pieces of a stream', () => {
  const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue())
  fc.assert(
    fc.property(fc.array(object), fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (objects, sizes) => {
      const stream = objects.map((one) => JSON.stringify(one)).join(' \n')
      const cut = createJsonStream(1_000_000)
      const found: string[] = []
      let at = 0
      for (const size of sizes) {
        if (at >= stream.length) break
        found.push(...cut(stream.slice(at, at + size)))
        at += size
      }
      expect(found).toEqual(objects.map((one) => JSON.stringify(one)))
    }),
  )
  expect(() => createJsonStream(100)('hello')).toThrow()
  expect(() => createJsonStream(10)('{"a":"0123456789"')).toThrow()
})

test('answers a stream of requests over raw TCP, each with its id', async () => {
  const socket = connect(ocs.engine.tcpPort ?? 0, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk
      if (text.split('\n').length === 3) resolve()
    })
  })
  socket.write('{"method":"CoreSv1.Ping","params":[{}],"id":1} {"method":"CoreSv1.Pi')
  socket.write('ng","params":[{}],"id":"}"}')
  await done
  expect(text.split('\n').sort()).toEqual([
    '',
    '{"id":"}","result":"Pong","error":null}',
    '{"id":1,"result":"Pong","error":null}',
  ])
  socket.write('GET / HTTP/1.1')
  await once(socket, 'close')
})

test('shows its figures to Prometheus on the same port', async () => {
  await ocs.call('ApierV1.AddBalance', { Account: 'm', BalanceType: '*sms', Balance: { Value: 1 } })
  await ocs.reply('ApierV2.GetAccount', { Account: 'nobody' })
  await ocs.reply('No.Such', {})
  const response = await fetch(`http://127.0.0.1:${ocs.engine.port}/metrics`)
  const page = await response.text()
  expect(response.headers.get('content-type')).toContain('text/plain')
  expect(page).toContain('omnicrm_ocs_request_seconds_count{method="ApierV1.AddBalance"} 1')
  expect(page).toContain('omnicrm_ocs_request_errors_total{method="ApierV2.GetAccount"} 1')
  expect(page).toContain('omnicrm_ocs_request_errors_total{method="unknown"} 1')
  expect(page).toMatch(/^omnicrm_ocs_accounts 1$/m)
  expect(page).toMatch(/^omnicrm_ocs_owner 1$/m)
})

test('tells how it is', async () => {
  expect(await ocs.call('CoreSv1.Status')).toMatchObject({ State: 'owner', Accounts: 1 })
})
