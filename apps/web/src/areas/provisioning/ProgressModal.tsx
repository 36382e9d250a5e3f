import { Button, Group, Modal, Progress, Skeleton, Stack, Text } from '@mantine/core'
import type { ProvisionDetail } from '@omnicrm/contract'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadFailure } from '../../components/LoadFailure.tsx'
import { Failure, Success } from './JobOutcome.tsx'
import { jobProgress, jobState } from './job-progress.ts'
import classes from './TaskList.module.css'
import { TaskList } from './TaskList.tsx'
import { useJob } from './use-job.ts'

const POLL_MS = 200

type Props = { provisionId: number; doneText?: string; onClose: () => void }

export default function ProgressModal({ provisionId, doneText, onClose }: Props) {
  const { t } = useTranslation()
  // a retry is a new job, shown in the same window
  const [shownId, setShownId] = useState(provisionId)
  const read = useJob(shownId, { every: POLL_MS })
  const job = read.data
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(job ? `provisioning:progress.${jobState(job)}` : 'provisioning:progress.running')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {job && <Job job={job} doneText={doneText} onRetried={setShownId} onClose={onClose} />}
      {read.isPending && <Skeleton h={120} />}
      {!job && read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
    </Modal>
  )
}

type JobProps = {
  job: ProvisionDetail
  doneText?: string
  onRetried: (provisionId: number) => void
  onClose: () => void
}

function Job({ job, doneText, onRetried, onClose }: JobProps) {
  const { t } = useTranslation()
  const state = jobState(job)
  const { done, total } = jobProgress(job)
  const list = useRef<HTMLDivElement>(null)
  const count = job.provisioning_result_json.length
  // the task that runs is the last one of a long list
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect runs for each new task
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [count])
  const colors = { queued: 'brand', running: 'brand', success: 'green', failed: 'red' }
  return (
    <Stack gap="sm">
      <div>
        <Text fw={600}>{job.playbook_description || job.provisioning_play}</Text>
        {job.customer_name && <Text c="dimmed">{job.customer_name}</Text>}
      </div>
      <Progress
        value={total === 0 ? 0 : (done / total) * 100}
        color={colors[state]}
        aria-label={t('provisioning:progress.label')}
      />
      <Text role="status" className="numeric">
        {t('provisioning:progress.count', { done, total })}
      </Text>
      <div className={classes.scroll} ref={list}>
        <TaskList job={job} />
      </div>
      {state === 'success' && <Success job={job} doneText={doneText} onClose={onClose} />}
      {state === 'failed' && <Failure job={job} onRetried={onRetried} onClose={onClose} />}
      {(state === 'running' || state === 'queued') && (
        <Group justify="space-between">
          <Text c="dimmed" size="sm">
            {t('provisioning:progress.goes_on')}
          </Text>
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
