import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createDatabase } from './test-engine.ts'
import { spawnEngine } from './testing/engine-process.ts'
import { createLedger } from './testing/ledger.ts'

/** More with OMNICRM_CRASH_KILLS=200. */
const KILLS = Number(process.env.OMNICRM_CRASH_KILLS ?? 4)
const WORKERS = 12

/** The one test that waits for real time: a kill has to fall at a random moment. */
test(
  'an engine killed at random moments under load keeps every acknowledged change, and no other',
  async () => {
    const databaseUrl = await createDatabase()
    const ledger = createLedger()
    // The log is folded all the time, so that kills fall into that as well.
    const settings = { OMNICRM_OCS_FOLD_SECONDS: '0.05' }
    for (let kill = 1; kill <= KILLS; kill++) {
      const engine = await spawnEngine(databaseUrl, settings)
      const work = Promise.all(Array.from({ length: WORKERS }, () => ledger.work(engine.address)))
      await sleep(Math.random() * 300)
      await engine.kill()
      await work
      if (kill % 10 === 0 || kill === KILLS) {
        const again = await spawnEngine(databaseUrl, settings)
        expect(await ledger.faults(again.address)).toEqual([])
        await again.kill()
        if (KILLS > 10) console.log(`${kill} kills, ${ledger.acknowledged()} changes acknowledged and found`)
      }
    }
    expect(ledger.acknowledged()).toBeGreaterThan(KILLS)
  },
  60_000 + KILLS * 10_000,
)
