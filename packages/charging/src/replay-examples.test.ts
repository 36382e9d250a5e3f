import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mismatch } from './match-example.ts'
import { startTestEngine, type TestEngine } from './test-engine.ts'

/**
 * The recorded conversation with CGRateS, one line a request, run in order against an empty engine. No line is skipped.
 */
type Example = {
  name: string
  request: { method?: string; METHOD?: string; raw_body?: string; id?: unknown }
  response_shape: unknown
  notes: string
}

/** Refusals of wrongly typed input that this engine relaxes to acceptance, as section 1.6 allows. */
const RELAXED = new Set([
  'account: options must be booleans',
  'balance: top-level Value must be a number',
  'actions: v1 units as text',
  'plan: lists are not accepted',
  'cache: reload under the old service',
])

const examples = readFileSync(new URL('./fixtures/ocs-examples.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Example)

let ocs: TestEngine
let listener: Server
const received: { url: string; contentType: string; body: { ID: string } }[] = []
let ticks = 0

beforeAll(async () => {
  // A clock of its own, one millisecond on at each look, so that no two requests fall on one instant.
  ocs = await startTestEngine({ now: () => new Date(Date.UTC(2026, 10, 20, 12, 0, 0) + ticks++) })
  listener = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        url: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        body: JSON.parse(Buffer.concat(chunks).toString()),
      })
      response.end()
    })
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await ocs.close()
  listener.close()
})

test('answers the recorded conversation as CGRateS does [OCS-16]', async () => {
  const differences: string[] = []
  for (const example of examples) {
    const { port } = listener.address() as AddressInfo
    const body = (example.request.raw_body ?? JSON.stringify(example.request)).replaceAll(
      '<listener>',
      `http://127.0.0.1:${port}`,
    )
    const now = new Date(Date.UTC(2026, 10, 20, 12, 0, 0) + ticks)
    const { status, text } = await ocs.post(body)
    expect(status).toBe(200)
    // Work that the scheduler was woken for is done before the next line looks at it.
    await ocs.engine.runDuePlans()
    const answer: unknown = JSON.parse(text)
    if (RELAXED.has(example.name)) expect(answer, example.name).toMatchObject({ result: 'OK', error: null })
    else {
      const difference = mismatch(example.response_shape, answer, now)
      if (difference !== undefined) differences.push(`${example.name}: ${difference}`)
    }
  }
  expect(differences).toEqual([])
})

test('posted the account, in its state inside the run, to the address of *http_post [OCS-16]', () => {
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({
    url: '/renew?service=1',
    contentType: 'application/json',
    body: { ID: 'cgrates.org:act_3', BalanceMap: { '*sms': [{ ID: 'hook', Value: 2 }] } },
  })
})
