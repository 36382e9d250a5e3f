import { Modal, Progress, Skeleton, Stack, Text } from '@mantine/core'
import type { ProvisionChain, ProvisionDetail } from '@omnicrm/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { ChainSteps } from './ChainSteps.tsx'
import { Failure, Success } from './JobOutcome.tsx'
import { JobUnderWay } from './JobUnderWay.tsx'
import { isJobOver, jobProgress, jobState } from './job-progress.ts'
import classes from './TaskList.module.css'
import { TaskList } from './TaskList.tsx'
import { nextJobOf, useChain } from './use-chain.ts'
import { useJob } from './use-job.ts'

const POLL_MS = 200

type Props = { provisionId: number; doneText?: string; onClose: () => void }

export default function ProgressModal({ provisionId, doneText, onClose }: Props) {
  const { t } = useTranslation()
  // a retry is a new job, and so is the next step of a chain: both show in the same window
  const [shownId, setShownId] = useState(provisionId)
  const read = useJob(shownId, { every: POLL_MS })
  const job = read.data
  const chain = useChain(job?.chain_id)
  const next = job && jobState(job) === 'success' ? nextJobOf(chain, shownId) : undefined
  useEffect(() => {
    if (next !== undefined) setShownId(next)
  }, [next])
  // a step that ended well is not the end of its order
  const isBetweenSteps = job?.chain_id != null && jobState(job) === 'success' && chain?.provisioning_status !== 0
  const state = job && !isBetweenSteps ? jobState(job) : 'running'
  const title = state === 'failed' && job?.cancelled_by ? 'stopped' : state
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`provisioning:progress.${title}`)}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {job && (
        <Job
          job={job}
          chain={chain}
          isBetweenSteps={isBetweenSteps}
          doneText={doneText}
          onRetried={setShownId}
          onClose={onClose}
        />
      )}
      {read.isPending && <Skeleton h={120} />}
      {!job && read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
    </Modal>
  )
}

type JobProps = {
  job: ProvisionDetail
  chain: ProvisionChain | undefined
  isBetweenSteps: boolean
  doneText?: string
  onRetried: (provisionId: number) => void
  onClose: () => void
}

function Job({ job, chain, isBetweenSteps, doneText, onRetried, onClose }: JobProps) {
  const { t } = useTranslation()
  const state = jobState(job)
  const { done, total } = jobProgress(job)
  const list = useRef<HTMLElement>(null)
  const count = job.provisioning_result_json.length
  // the task that runs is the last one of a long list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs for each new task
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [count])
  const colors = { scheduled: 'brand', queued: 'brand', running: 'brand', success: 'green', failed: 'red' }
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600}>{job.playbook_description || job.provisioning_play}</Text>
        {job.customer_name && <Text c="dimmed">{job.customer_name}</Text>}
      </div>
      {chain && <ChainSteps chain={chain} provisionId={job.provision_id} />}
      {state !== 'scheduled' && (
        <>
          <Progress
            value={total === 0 ? 0 : (done / total) * 100}
            color={colors[state]}
            aria-label={t('provisioning:progress.label')}
          />
          <Text role="status" className="numeric">
            {t('provisioning:progress.count', { done, total })}
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region */}
          <section className={classes.scroll} ref={list} aria-label={t('provisioning:page.tasks')} tabIndex={0}>
            <TaskList job={job} />
          </section>
        </>
      )}
      {state === 'success' && !isBetweenSteps && <Success job={job} doneText={doneText} onClose={onClose} />}
      {state === 'failed' && <Failure job={job} onRetried={onRetried} onClose={onClose} />}
      {(!isJobOver(job) || isBetweenSteps) && <JobUnderWay job={job} onClose={onClose} />}
    </Stack>
  )
}
