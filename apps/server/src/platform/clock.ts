import type { Kysely } from 'kysely'
import type { Database } from './database/schema.ts'

/** The one source of "now". Tests, demo and sandbox set it; the charging engine follows it. */
export type Clock = {
  now(): Date
  /** time of the machine, whatever the clock is set to: for what runs outside, such as an authenticator app */
  machineTime(): Date
  /** moves the clock so that now is `to`; it goes on ticking from there and survives a restart */
  set(to: Date): Promise<void>
}

const SETTING = 'clock_offset_ms'

/** Opens the clock kept in the database: real time plus a stored offset (0 unless someone has set it). */
export async function openClock(db: Kysely<Database>): Promise<Clock> {
  const stored = await db.selectFrom('platform_setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  let offset = typeof stored?.value === 'number' ? stored.value : 0
  return {
    now: () => new Date(Date.now() + offset),
    machineTime: () => new Date(),
    async set(to) {
      const wanted = to.getTime() - Date.now()
      const value = JSON.stringify(wanted)
      await db
        .insertInto('platform_setting')
        .values({ name: SETTING, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute()
      offset = wanted
    },
  }
}
