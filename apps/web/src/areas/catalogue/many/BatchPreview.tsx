import { Button, Text } from '@mantine/core'
import type { ProvisionBatchResult } from '@omnicrm/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import classes from './Batch.module.css'
import { keyOfLine, lineFilters, linesOf, previewColumns } from './batch-columns.tsx'
import type { BatchFile } from './batch-file.ts'

type Props = { file: BatchFile; result: ProvisionBatchResult; onStart: () => void }

/** What would happen with each line, before anything does. */
export function BatchPreview({ file, result, onStart }: Props) {
  const { t } = useTranslation()
  const count = result.started.length
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    button.current?.focus()
  }, [])
  return (
    <TableSection title={t('catalogue:many.preview')}>
      <div className={classes.bar}>
        <Text role="status">
          {t('catalogue:many.preview_counts', { accepted: count, refused: result.failed.length })}{' '}
          <Text span c="dimmed" size="sm">
            {t('catalogue:many.nothing_yet')}
          </Text>
        </Text>
        <Button ref={button} disabled={count === 0} onClick={onStart}>
          {t('catalogue:many.start', { count })}
        </Button>
      </div>
      <DataTable
        id="preview"
        keepIn="memory"
        label={t('catalogue:many.preview')}
        rows={linesOf(file, result.started, result.failed)}
        columns={previewColumns}
        filters={lineFilters}
        rowKey={keyOfLine}
        searchLabel={t('catalogue:many.search')}
        emptyText={t('catalogue:many.no_lines')}
      />
    </TableSection>
  )
}
