import { faRotateRight } from '@fortawesome/free-solid-svg-icons/faRotateRight'
import { type Provision, provisionEndpoints } from '@omnicrm/contract'
import { defineAction } from '../../actions/action.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { jobState } from './job-progress.ts'
import { openProgress } from './open-progress.tsx'

/** Runs a failed job again with the same values, as a new job. */
export const retryJob = defineAction<Provision>({
  id: 'job.retry',
  labelKey: 'provisioning:retry',
  icon: faRotateRight,
  permission: 'create_provision',
  visible: (job) => jobState(job) === 'failed',
  run: async ({ provision_id }) => {
    const started = await call(provisionEndpoints.retry, { params: { provision_id } })
    openProgress(started.provision_id)
    await markStale(['provision', 'inventory'])
  },
})
