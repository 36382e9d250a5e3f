import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { shortcutText } from '../actions/shortcut.ts'
import { isAppleMachine } from './apple-machine.ts'
import { useAvailableActions } from './use-shortcuts.ts'

type Props = { isOn: boolean; onSwitch: (isOn: boolean) => void; onClose: () => void }

/** The keys that work on the open page, and the switch for single-key shortcuts. */
export default function ShortcutHelp({ isOn, onSwitch, onClose }: Props) {
  const { t } = useTranslation()
  const actions = useAvailableActions()
  const rows = [
    { keys: 'mod+k', label: t('shell:keys.palette') },
    { keys: '?', label: t('shell:keys.help') },
    ...actions.flatMap(({ shortcut, labelKey }) => (shortcut ? [{ keys: shortcut, label: t(labelKey) }] : [])),
    { keys: 'Esc', label: t('shell:keys.close') },
    { keys: '←', label: t('shell:keys.previous') },
    { keys: '→', label: t('shell:keys.next') },
  ]
  return (
    <Modal opened onClose={onClose} title={t('shell:shortcuts')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <Table>
          <Table.Tbody>
            {rows.map(({ keys, label }) => (
              <Table.Tr key={keys}>
                <Table.Td w={110}>
                  <Kbd>{keys.length > 1 && !keys.includes('+') ? keys : shortcutText(keys, isAppleMachine())}</Kbd>
                </Table.Td>
                <Table.Td>{label}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          label={t('shell:keys.switch')}
          checked={isOn}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
      </Stack>
    </Modal>
  )
}
