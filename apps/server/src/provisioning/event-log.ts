import type { PlaybookOutcome, TaskEvent } from '@omnicrm/playbook'
import type { Platform } from '../platform/platform.ts'
import type { ClaimedJob } from './claim-job.ts'
import type { JobOrder } from './job-order.ts'
import { type JobEvent, recordEvents } from './record-event.ts'
import { learnSecrets, redactResult } from './redact-result.ts'

/** Events wait this long for others to be written with; a task that is done sooner never shows as running. */
const GATHER_MS = 20

export type EventLog = {
  /** takes an event in; throws once an earlier one could not be written */
  write(event: TaskEvent): Promise<void>
  /** the one event of a playbook that cannot run (playbooks.md, 7) */
  addFatal(outcome: PlaybookOutcome, order: JobOrder): Promise<void>
  /**
   * Resolves when the facts so far can no longer be lost, and throws when the job is no longer ours: before anything is asked
   * of another system.
   */
  secure(): Promise<void>
  /** writes what is left, and takes secrets that only later proved to be secrets out of earlier events */
  close(): Promise<void>
}

/** Where the events of one run go. After a crash they follow those of the run before. */
export async function openEventLog(
  { platform, workerId }: { platform: Platform; workerId: string },
  job: ClaimedJob,
  secrets: Set<string>,
): Promise<EventLog> {
  const { db, seal, addresses } = platform
  const before = job.interrupted ? await closeOldEvents(platform, job) : 0
  // The embedded charging engine and the product share a database: what they then write carries the facts along.
  const owner = { provisionId: job.provision_id, workerId, waitForDisk: addresses.ocsPort === undefined }
  const waiting = new Map<number, JobEvent>()
  let last = before
  let knownFacts = ''
  let newFacts: string | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let failure: unknown

  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(async () => {
      if (failure !== undefined) throw failure
      if (waiting.size === 0 && newFacts === undefined) return
      const events = [...waiting.values()]
      const facts = newFacts
      waiting.clear()
      newFacts = undefined
      await recordEvents(db, owner, events, facts === undefined ? undefined : seal.close(facts))
    })
    writing.catch((error) => {
      failure ??= error
    })
    return writing
  }
  const put = (event: JobEvent): void => {
    last = Math.max(last, event.number)
    waiting.set(event.number, event)
    timer ??= setTimeout(() => {
      // The failure is kept, and thrown at the next event.
      flush().catch(() => {})
    }, GATHER_MS)
  }
  return {
    async write(event) {
      if (failure !== undefined) throw failure
      learnSecrets(event.result, secrets)
      put({
        number: before + event.number,
        name: event.name,
        status: event.status,
        timestamp: event.finishedAt ?? event.startedAt,
        result: redactResult(event.result, [...secrets]),
      })
      if (event.status === 1) return
      const facts = JSON.stringify(event.facts)
      if (facts === knownFacts) return
      knownFacts = facts
      newFacts = facts
    },
    async addFatal({ fatal }, order) {
      const result = {
        exit_code: fatal?.exitCode,
        stdout: fatal?.stdout,
        stderr: fatal?.stderr,
        common_causes: fatal?.causes,
        variables: order.variables,
      }
      put({
        number: last + 1,
        name: 'The playbook cannot run',
        status: 2,
        timestamp: platform.clock.now(),
        result: redactResult(result, [...secrets]),
      })
    },
    secure: flush,
    async close() {
      await flush()
      await redactAgain(platform, job.provision_id, [...secrets])
    },
  }
}

async function redactAgain({ db }: Platform, provisionId: number, secrets: readonly string[]): Promise<void> {
  const events = await db
    .selectFrom('provision_event')
    .select(['provision_event_id', 'provisioning_result_json'])
    .where('provision_id', '=', provisionId)
    .execute()
  for (const event of events) {
    const clean = JSON.stringify(redactResult(event.provisioning_result_json, secrets))
    if (clean === JSON.stringify(event.provisioning_result_json)) continue
    await db
      .updateTable('provision_event')
      .set({ provisioning_result_json: clean })
      .where('provision_event_id', '=', event.provision_event_id)
      .execute()
  }
}

/** A task that ran when the process died failed with it. Answers the number of the last event. */
async function closeOldEvents({ db, clock }: Platform, job: ClaimedJob): Promise<number> {
  await db
    .updateTable('provision_event')
    .set({
      provisioning_status: 2,
      provisioning_result_json: JSON.stringify({
        msg: job.cancelled_by ? 'Stopped' : 'The process that ran this task stopped',
      }),
      timestamp: clock.now(),
    })
    .where('provision_id', '=', job.provision_id)
    .where('provisioning_status', '=', 1)
    .execute()
  const newest = await db
    .selectFrom('provision_event')
    .select('event_number')
    .where('provision_id', '=', job.provision_id)
    .orderBy('event_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.event_number ?? 0
}
