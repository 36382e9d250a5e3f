import { Button, Group, Skeleton, Stack } from '@mantine/core'
import { inventoryEndpoints, provisionEndpoints, type ProvisioningReport as Report } from '@omnicrm/contract'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { now } from '../../../app/clock.ts'
import { useCan } from '../../../app/use-can.ts'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { PageHeader } from '../../../components/PageHeader.tsx'
import { StatCard, StatCards } from '../../../components/StatCard.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import { useFormats } from '../../../format/use-formats.ts'
import { Duration } from './Duration.tsx'
import { PeriodChooser } from './PeriodChooser.tsx'
import classes from './Report.module.css'
import { failureColumns, keyOfFailure, playColumns } from './report-columns.tsx'
import { reportCsv } from './report-csv.ts'
import { type Period, periodOf } from './report-period.ts'
import { StockTurnover } from './StockTurnover.tsx'

/** How provisioning went in a period: how often, how long, and where it failed. */
export default function ProvisioningReport() {
  const { t } = useTranslation()
  const { date } = useFormats()
  const router = useRouter()
  const period = periodOf(useSearch({ strict: false }) as { from?: string; to?: string }, now())
  const isWrong = period.end_date < period.start_date
  const read = useRead(provisionEndpoints.report, { query: period }, { enabled: !isWrong, keepPrevious: true })
  const report = read.data
  const mayViewStock = useCan(inventoryEndpoints.turnover.access.permission)

  function handlePeriod({ start_date, end_date }: Period) {
    router.history.replace(`/provisioning/report?from=${start_date}&to=${end_date}`)
  }

  return (
    <>
      <PageHeader
        title={t('provisioning:report.title')}
        breadcrumbs={[{ label: t('provisioning:list.title'), to: '/provisioning' }]}
        note={
          report && t('provisioning:report.of_period', { from: date(report.start_date), to: date(report.end_date) })
        }
      >
        <Group gap="xs" className={classes.tools}>
          <Button variant="default" disabled={!report} onClick={() => report && save(report)}>
            {t('provisioning:report.export')}
          </Button>
          <Button variant="default" disabled={!report} onClick={() => window.print()}>
            {t('provisioning:report.print')}
          </Button>
        </Group>
      </PageHeader>
      <Stack gap="lg">
        <div className={classes.tools}>
          <PeriodChooser period={period} onChange={handlePeriod} />
        </div>
        {report && <Figures report={report} />}
        {mayViewStock && !isWrong && <StockTurnover period={period} />}
        {!report && read.isError && <LoadFailure error={read.error} onRetry={() => void read.refetch()} />}
        {!report && !read.isError && <Skeleton h={320} aria-label={t('common:loading')} />}
      </Stack>
    </>
  )
}

function Figures({ report }: { report: Report }) {
  const { t } = useTranslation()
  const { number } = useFormats()
  const ended = report.succeeded + report.failed
  return (
    <>
      <StatCards>
        <StatCard
          label={t('provisioning:report.jobs')}
          value={number(report.jobs)}
          note={t('provisioning:report.running', { count: report.running })}
        />
        <StatCard
          label={t('provisioning:report.success_rate')}
          value={
            report.success_rate === null ? '–' : t('provisioning:report.percent', { percent: report.success_rate })
          }
          note={t('provisioning:report.ended', { count: ended })}
        />
        <StatCard label={t('provisioning:report.failed')} value={number(report.failed)} />
        <StatCard
          label={t('provisioning:report.duration')}
          value={<Duration seconds={report.average_duration} />}
          note={t('provisioning:report.duration_note')}
        />
      </StatCards>
      <TableSection title={t('provisioning:report.plays')}>
        <DataTable
          id="plays"
          label={t('provisioning:report.plays')}
          rows={report.plays}
          columns={playColumns}
          rowKey={({ provisioning_play }) => provisioning_play}
          searchLabel={t('provisioning:report.search_plays')}
          emptyText={t('provisioning:report.no_plays')}
          defaults={{ sort: { id: 'jobs', order: 'desc' } }}
        />
      </TableSection>
      <TableSection title={t('provisioning:report.failures')}>
        <DataTable
          id="failures"
          label={t('provisioning:report.failures')}
          rows={report.failures}
          columns={failureColumns}
          rowKey={keyOfFailure}
          searchLabel={t('provisioning:report.search_failures')}
          emptyText={t('provisioning:report.no_failures')}
          defaults={{ sort: { id: 'count', order: 'desc' } }}
        />
      </TableSection>
    </>
  )
}

function save(report: Report): void {
  const name = `provisioning-report-${report.start_date}-${report.end_date}.csv`
  saveFile(new Blob([reportCsv(report)], { type: 'text/csv' }), name)
}
