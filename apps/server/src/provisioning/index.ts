import type { TokenResolver } from '../platform/guard/authenticate.ts'
import type { Routes } from '../platform/http/routes.ts'
import type { Task } from '../platform/jobs/job-queue.ts'
import type { LiveChannel } from '../platform/live/live-socket.ts'
import type { Platform } from '../platform/platform.ts'
import { newWorkerId } from './claim-job.ts'
import { openEngines } from './engines.ts'
import type { JobPorts } from './finish-job.ts'
import { RUN_TASK } from './insert-job.ts'
import { type MachineBehind, resolveEngineToken, resolveJobToken } from './job-token.ts'
import { provisioningChannels } from './live-channels.ts'
import { recoverJobs, watchWorkers } from './recover-jobs.ts'
import { provisioningRoutes } from './routes.ts'
import { runJob, type Worker } from './run-job.ts'
import { startDueJobs } from './start-due-jobs.ts'

export { deprovisionService } from './deprovision-service.ts'
export type { InsertedJob } from './insert-job.ts'
export { orderOfJob } from './order-of-job.ts'
export { placeOrder } from './place-order.ts'

export type Provisioning = {
  register(routes: Routes): void
  tokenResolvers: { job: TokenResolver; engine: TokenResolver }
  tasks: Record<string, Task>
  liveChannels: LiveChannel[]
  /** begins jobs that were ordered for a time that has come; answers how many */
  startDue(): Promise<number>
  /** takes up jobs of workers that are gone, now and from now on */
  recover(): Promise<void>
  /** stops looking for such jobs */
  close(): void
}

/** Provisioning as the composition takes it in; this process is one worker among those on the database. */
export function openProvisioning(
  platform: Platform,
  { machineBehind, ...ports }: { machineBehind: MachineBehind } & JobPorts,
): Provisioning {
  const engines = openEngines(platform)
  const worker: Worker = { platform, engines, ports, workerId: newWorkerId(), running: new Set() }
  let stopWatching = (): void => {}
  return {
    register: (routes) => provisioningRoutes(routes, platform, engines),
    tokenResolvers: { job: resolveJobToken(platform, machineBehind), engine: resolveEngineToken(platform) },
    tasks: { [RUN_TASK]: (payload) => runJob(worker, Number(payload.provision_id)) },
    liveChannels: provisioningChannels(platform),
    startDue: () => startDueJobs(platform),
    async recover() {
      await recoverJobs(worker)
      stopWatching = watchWorkers(worker)
    },
    close: () => stopWatching(),
  }
}
