import { Alert, Button, FileInput, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../components/save-file.ts'
import { LineErrors } from './LineErrors.tsx'
import { useImport } from './use-import.ts'

/** Loads items from a CSV file: good rows are loaded, bad ones reported with their line. */
export function ImportItems({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const { state, run, reset } = useImport()
  const isRunning = state.step === 'running'

  function handleFile(chosen: File | null) {
    setFile(chosen)
    reset()
  }

  function handleClose() {
    if (!isRunning) onClose()
  }

  return (
    <Modal
      opened
      onClose={handleClose}
      title={t('inventory:import.title')}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t('inventory:import.hint')}</Text>
        <Group>
          <Button variant="default" size="xs" onClick={saveSample}>
            {t('inventory:import.sample')}
          </Button>
        </Group>
        <FileInput
          label={t('inventory:import.file')}
          placeholder={t('inventory:import.choose')}
          accept=".csv,text/csv,text/plain"
          value={file}
          onChange={handleFile}
          disabled={isRunning}
          clearable
          clearButtonProps={{ 'aria-label': t('inventory:import.clear') }}
        />
        {state.step !== 'ready' && (
          <>
            <Progress
              value={state.total > 0 ? (state.handled / state.total) * 100 : 100}
              animated={isRunning}
              aria-label={t('inventory:import.progress')}
            />
            <Text size="sm" role="status">
              {t('inventory:import.counts', {
                handled: state.handled,
                total: state.total,
                created: state.created,
                failed: state.errors.length,
              })}
            </Text>
          </>
        )}
        {state.failure && (
          <Alert color="red" role="alert">
            {t('inventory:import.stopped', { reason: state.failure })}
          </Alert>
        )}
        {state.errors.length > 0 && <LineErrors errors={state.errors} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={handleClose} disabled={isRunning}>
            {t('common:close')}
          </Button>
          {state.step !== 'done' && (
            <Button disabled={!file} loading={isRunning} onClick={() => file && void run(file)}>
              {t(state.step === 'stopped' ? 'inventory:import.resume' : 'inventory:import.start')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

const SAMPLE = [
  'item,itemtext1,itemtext2,item_location,item_state,wholesale_cost,retail_cost',
  'SIM Card,8944000000000000001,001010000000001,Warehouse A,In Stock,2.50,10.00',
]

function saveSample(): void {
  saveFile(new Blob([`${SAMPLE.join('\r\n')}\r\n`], { type: 'text/csv' }), 'inventory-sample.csv')
}
