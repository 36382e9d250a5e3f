import type { ProvisioningReport } from '@omnicrm/contract'
import { csvOf } from '../../../components/csv-text.ts'

/** The whole report as one file: figures of all jobs, of each playbook, and where they failed. */
export function reportCsv(report: ProvisioningReport): string {
  const total = {
    provisioning_play: '*',
    jobs: report.jobs,
    failed: report.failed,
    success_rate: report.success_rate,
    average_duration: report.average_duration,
  }
  return csvOf([
    ['start_date', 'end_date', 'provisioning_play', 'task', 'jobs', 'failed', 'success_rate', 'seconds', 'last_error'],
    ...[total, ...report.plays].map((play) => [
      report.start_date,
      report.end_date,
      play.provisioning_play,
      '',
      play.jobs,
      play.failed,
      play.success_rate,
      play.average_duration,
      '',
    ]),
    ...report.failures.map((failure) => [
      report.start_date,
      report.end_date,
      failure.provisioning_play,
      failure.event_name,
      '',
      failure.count,
      '',
      '',
      failure.last_error,
    ]),
  ])
}
