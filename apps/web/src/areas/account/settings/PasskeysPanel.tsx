import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { Button, Group, Text } from '@mantine/core'
import { type Passkey, type Profile, passkeyEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { useRead } from '../../../api/use-read.ts'
import { DateText } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { TableSection } from '../../../components/TableSection.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { hasPasskeys } from '../passkeys/browser-passkeys.ts'
import { openAddPasskey, openRemovePasskey, openRenamePasskey } from '../passkeys/open-passkeys.tsx'

/** The passkeys of the own account, each with a name of its own. */
export function PasskeysPanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const passkeys = useRead(passkeyEndpoints.list, {})
  const isOnlyOne = !profile.has_totp && passkeys.data?.length === 1

  return (
    <TableSection
      title={t('account:passkey.title')}
      actions={
        hasPasskeys() && (
          <Button variant="default" leftSection={<Icon icon={faPlus} size={12} />} onClick={openAddPasskey}>
            {t('account:passkey.add')}
          </Button>
        )
      }
    >
      <Text size="sm" c="dimmed" mb="xs">
        {t(hasPasskeys() ? 'account:passkey.hint' : 'account:passkey.unsupported')}
      </Text>
      <DataTable
        id="passkeys"
        keepIn="memory"
        label={t('account:passkey.title')}
        rows={passkeys.data}
        error={passkeys.error}
        onRetry={() => void passkeys.refetch()}
        columns={columns}
        rowKey={({ passkey_id }) => String(passkey_id)}
        rowActions={rowActions(isOnlyOne)}
        emptyText={t('account:passkey.empty')}
      />
    </TableSection>
  )
}

const rowActions = (isOnlyOne: boolean) => [
  defineAction<Passkey>({
    id: 'passkey.rename',
    labelKey: 'account:passkey.rename',
    icon: faPen,
    run: openRenamePasskey,
  }),
  defineAction<Passkey>({
    id: 'passkey.remove',
    labelKey: 'account:passkey.remove',
    icon: faTrash,
    isDangerous: true,
    run: (passkey) => openRemovePasskey(passkey, isOnlyOne),
  }),
]

const columns: readonly Column<Passkey>[] = [
  {
    id: 'name',
    labelKey: 'account:passkey.name',
    cell: (passkey) => <Name passkey={passkey} />,
    value: ({ name }) => name,
    canHide: false,
  },
  {
    id: 'created',
    labelKey: 'account:passkey.created',
    cell: ({ created }) => <DateText value={created} as="time" />,
    value: ({ created }) => created,
  },
  {
    id: 'last_used',
    labelKey: 'account:passkey.last_used',
    cell: ({ last_used }) => (last_used ? <DateText value={last_used} as="time" /> : <Never />),
    value: ({ last_used }) => last_used,
  },
]

function Name({ passkey }: { passkey: Passkey }) {
  const { t } = useTranslation()
  return (
    <Group gap="xs">
      <bdi>{passkey.name}</bdi>
      {passkey.synced && <StatusBadge status="synced" tone="info" label={t('account:passkey.synced')} />}
    </Group>
  )
}

function Never() {
  const { t } = useTranslation()
  return t('account:passkey.never')
}
