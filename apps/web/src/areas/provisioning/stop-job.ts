import { faStop } from '@fortawesome/free-solid-svg-icons/faStop'
import { type Provision, type ProvisionDetail, provisionEndpoints } from '@omnicrm/contract'
import { type ActionTools, defineAction } from '../../actions/action.ts'
import { call } from '../../api/call.ts'
import { markStale } from '../../api/use-write.ts'
import { confirm } from '../../components/dialog/confirm.tsx'
import { showSuccess } from '../../components/toasts.ts'
import { isJobOver, jobState } from './job-progress.ts'

type Stoppable = Provision & Partial<Pick<ProvisionDetail, 'cancelled_by'>>

/** Whether stopping a job means anything: it has not ended, and nobody has asked it to stop. */
export function canStop(job: Stoppable): boolean {
  return !isJobOver(job) && !job.cancelled_by
}

/** Asks, says what stopping this job does, and stops it. */
export async function askToStop(job: Stoppable, t: ActionTools['t']): Promise<void> {
  const { provision_id, playbook_description, provisioning_play, customer_name, chain_id } = job
  const isRunning = jobState(job) === 'running'
  await confirm({
    title: t('provisioning:stop.title'),
    affected: [
      [t('provisioning:page.title', { id: provision_id }), playbook_description || provisioning_play, customer_name]
        .filter(Boolean)
        .join(' – '),
    ],
    message: [
      t(isRunning ? 'provisioning:stop.of_running' : 'provisioning:stop.of_waiting'),
      ...(chain_id === null ? [] : [t('provisioning:stop.of_chain')]),
    ].join(' '),
    canUndo: false,
    confirmLabel: t('provisioning:stop.confirm'),
    run: async () => {
      await call(provisionEndpoints.cancel, { params: { provision_id } })
      await markStale(['provision', 'inventory'])
      showSuccess(t(isRunning ? 'provisioning:stop.asked' : 'provisioning:stop.done', { id: provision_id }))
    },
  })
}

export const stopJob = defineAction<Stoppable>({
  id: 'job.stop',
  labelKey: 'provisioning:stop.action',
  icon: faStop,
  permission: 'create_provision',
  isDangerous: true,
  visible: canStop,
  run: (job, { t }) => askToStop(job, t),
})
