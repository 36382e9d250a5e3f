import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDatabase, startTestEngine, type TestEngine } from './test-engine.ts'
import { startDatabaseProxy } from './testing/database-proxy.ts'

const add = (ocs: TestEngine, Account: string, Value = 1) =>
  ocs.reply('ApierV1.AddBalance', { Account, BalanceType: '*sms', Balance: { ID: 's', Value } })
async function left(ocs: TestEngine, Account: string): Promise<number> {
  const { result } = await ocs.reply('ApierV2.GetAccount', { Account })
  const { BalanceMap } = (result ?? { BalanceMap: null }) as { BalanceMap: { '*sms': { Value: number }[] } | null }
  return BalanceMap?.['*sms'].reduce((sum, { Value }) => sum + Value, 0) ?? 0
}

test.each([
  ['before', 1],
  ['after', 2],
  ['half', 2],
] as const)(
  'a connection lost in mid-commit (%s the write) refuses who waits, and memory is read again from the log',
  async (point, kept) => {
    const proxy = await startDatabaseProxy(await createDatabase())
    const ocs = await startTestEngine({ databaseUrl: proxy.url })
    await add(ocs, 'a')
    proxy.breakNextAppend(point)
    const replies = await Promise.all([add(ocs, 'a'), ocs.reply('ApierV2.GetAccount', { Account: 'b' })])
    expect(replies[0]?.error).toBe('NO_DATABASE_CONNECTION')
    await ocs.untilOpen()
    // Whether the lost change is there is up to the database; memory says what it says.
    expect(await left(ocs, 'a')).toBe(kept)
    expect((await add(ocs, 'a')).error).toBeNull()
    await ocs.restart()
    expect(await left(ocs, 'a')).toBe(kept + 1)
    await ocs.close()
    await proxy.close()
  },
)

test('a database that ends the connection between two requests loses nothing', async () => {
  const ocs = await startTestEngine()
  await add(ocs, 'a')
  await ocs.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  )
  await ocs.untilOpen()
  while ((await add(ocs, 'a')).error === 'NO_DATABASE_CONNECTION');
  expect(await left(ocs, 'a')).toBe(2)
  await ocs.close()
})

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      account: fc.nat(3),
      amount: fc.integer({ min: 1, max: 99 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('use' as const),
      account: fc.nat(3),
      amount: fc.integer({ min: 1, max: 40 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'fold' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cut' as const }) },
)

test('over any requests, restarts and faults, what is left and what was used is what was added', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const ocs = await startTestEngine()
      const added = new Map<string, number>()
      const unheard = new Map<string, number>()
      const note = (book: Map<string, number>, account: string, amount: number) =>
        book.set(account, (book.get(account) ?? 0) + amount)
      let record = 0
      for (const one of steps) {
        if (one.kind === 'restart') await ocs.restart()
        else if (one.kind === 'fold') await ocs.engine.foldLog()
        else if (one.kind === 'cut') {
          await ocs.sql(
            `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'omnicrm-charging-%' and datname = current_database()`,
          )
          await ocs.untilOpen()
        } else if (one.kind === 'add') {
          const { error } = await add(ocs, `a${one.account}`, one.amount)
          note(error === null ? added : unheard, `a${one.account}`, one.amount)
          expect([null, 'NO_DATABASE_CONNECTION']).toContain(error)
        } else {
          const Event = {
            ToR: '*sms',
            RequestType: '*prepaid',
            Account: `a${one.account}`,
            OriginID: `r${record++}`,
            Usage: one.amount,
          }
          await ocs.reply('CDRsV1.ProcessEvent', { Event })
        }
      }
      for (const [account, credit] of added) {
        const { result } = await ocs.reply('CDRsV1.GetCDRs', { Accounts: [account] })
        const records = (result ?? []) as { Usage: number; Cost: number }[]
        const used = records.filter(({ Cost }) => Cost === 0).reduce((sum, { Usage }) => sum + Usage, 0)
        const found = (await left(ocs, account)) + used
        expect(found).toBeGreaterThanOrEqual(credit)
        expect(found).toBeLessThanOrEqual(credit + (unheard.get(account) ?? 0))
      }
      await ocs.close()
    }),
    { numRuns: 6 },
  )
}, 120_000)
