import { Button, Group, ScrollArea, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../components/save-file.ts'
import type { LineError } from './plan-import.ts'

/** Lines drawn at once; the file with all of them can be saved. */
const SHOWN = 200

/** What is wrong with which line of an imported file. */
export function LineErrors({ errors }: { errors: readonly LineError[] }) {
  const { t } = useTranslation()

  function handleSave() {
    const rows = errors.map(({ line, message }) => `${line},"${message.replaceAll('"', '""')}"`)
    saveFile(new Blob([['line,message', ...rows, ''].join('\r\n')], { type: 'text/csv' }), 'import-errors.csv')
  }

  return (
    <>
      <Group justify="space-between">
        <Text fw={600}>{t('inventory:import.errors', { count: errors.length })}</Text>
        <Button variant="default" size="xs" onClick={handleSave}>
          {t('inventory:import.save_errors')}
        </Button>
      </Group>
      <ScrollArea.Autosize mah={260}>
        <Table aria-label={t('inventory:import.errors', { count: errors.length })}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="5rem">{t('inventory:import.line')}</Table.Th>
              <Table.Th>{t('inventory:import.message')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {errors.slice(0, SHOWN).map(({ line, message }) => (
              <Table.Tr key={`${line} ${message}`}>
                <Table.Td className="numeric">{line}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea.Autosize>
      {errors.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {t('inventory:import.more_errors', { count: errors.length - SHOWN })}
        </Text>
      )}
    </>
  )
}
