import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../../components/AppLink.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import classes from './Batch.module.css'
import { keyOfLine, lineFilters, linesOf, resultColumns } from './batch-columns.tsx'
import { type BatchFile, type Refusal, refusedCsv } from './batch-file.ts'
import type { Sending } from './use-batch.ts'

type Props = {
  sending: Sending
  file: BatchFile
  /** lines that the preview refused; they were not sent */
  refusedBefore: readonly Refusal[]
  onStop: () => void
  onContinue: () => void
  onAgain: () => void
}

/** How far a file has been sent, and what came of each line. */
export function BatchProgress({ sending, file, refusedBefore, onStop, onContinue, onAgain }: Props) {
  const { t } = useTranslation()
  const { step, total, handled, started, failure } = sending
  const refused = [...refusedBefore, ...sending.refused].sort((one, other) => one.line - other.line)
  const isRunning = step === 'running' || step === 'stopping'

  function handleSave() {
    saveFile(new Blob([refusedCsv(file, refused)], { type: 'text/csv' }), 'assign-to-many-refused.csv')
  }

  return (
    <Stack>
      <Panel title={t(`catalogue:many.step.${step}`)}>
        <Stack gap="sm">
          <Progress
            value={total === 0 ? 100 : (handled / total) * 100}
            color={step === 'done' ? 'green' : 'brand'}
            animated={isRunning}
            aria-label={t('catalogue:many.progress')}
          />
          <div className={classes.bar}>
            <Text role="status" className="numeric">
              {t('catalogue:many.counts', { handled, total, started: started.length, refused: refused.length })}
            </Text>
            <Group gap="xs">
              {isRunning && (
                <Button variant="default" disabled={step === 'stopping'} onClick={onStop}>
                  {t('catalogue:many.stop')}
                </Button>
              )}
              {step === 'stopped' && <Button onClick={onContinue}>{t('catalogue:many.continue')}</Button>}
              {!isRunning && refused.length > 0 && (
                <Button variant="default" onClick={handleSave}>
                  {t('catalogue:many.save_refused')}
                </Button>
              )}
              {!isRunning && (
                <Button variant="default" onClick={onAgain}>
                  {t('catalogue:many.another')}
                </Button>
              )}
            </Group>
          </div>
          {failure && (
            <Alert color="red" role="alert">
              {t('catalogue:many.broke_off', { reason: failure })}
            </Alert>
          )}
          {started.length > 0 && <AppLink to="/provisioning">{t('catalogue:many.watch')}</AppLink>}
        </Stack>
      </Panel>
      <TableSection title={t('catalogue:many.result')}>
        <DataTable
          id="result"
          keepIn="memory"
          label={t('catalogue:many.result')}
          rows={linesOf(file, started, refused)}
          columns={resultColumns}
          filters={lineFilters}
          rowKey={keyOfLine}
          searchLabel={t('catalogue:many.search')}
          emptyText={t('catalogue:many.no_lines')}
        />
      </TableSection>
    </Stack>
  )
}
