import type { Platform } from '../platform/platform.ts'

const WAIT_MS = 5000
const POLL_MS = 200

/** The status of a job once it has ended, or 1 when it has not within five seconds (playbooks.md, 2). */
export async function waitForJob({ db, live }: Platform, provisionId: number): Promise<number> {
  const read = async (): Promise<number> => {
    const row = await db
      .selectFrom('provision')
      .select('provisioning_status')
      .where('provision_id', '=', provisionId)
      .executeTakeFirstOrThrow()
    return row.provisioning_status
  }
  let wake = (): void => {}
  const stop = live.subscribe(`provision/${provisionId}`, () => wake())
  const until = performance.now() + WAIT_MS
  try {
    for (;;) {
      const status = await read()
      if (status !== 1 || performance.now() >= until) return status
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  } finally {
    stop()
  }
}
