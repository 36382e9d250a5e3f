import { Checkbox, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type RoleDetail, roleEndpoints } from '@omnicrm/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'

/** "Add Permission": any number of those that the role lacks. */
export function AddPermissions({ role, onClose }: { role: RoleDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const all = useRead(roleEndpoints.permissions, {})
  const [search, setSearch] = useState('')
  const form = useForm({ initialValues: { permission_ids: [] as string[] } })
  const add = useWrite(roleEndpoints.addPermissions, {
    success: t('administration:role.permissions_added'),
    toastFailure: false,
    alsoChanges: ['auth/users', 'auth/me'],
  })
  const held = new Set(role.permissions.map(({ id }) => id))
  const missing = all.data?.filter(({ id }) => !held.has(id)) ?? []
  const shown = missing.filter(({ name }) => name.includes(search.trim().toLowerCase().replaceAll(' ', '_')))

  return (
    <FormModal
      title={t('administration:role.add_permission')}
      form={form}
      onClose={onClose}
      onSubmit={({ permission_ids }) =>
        add.mutateAsync({ params: { role_id: role.id }, body: { permission_ids: permission_ids.map(Number) } })
      }
      submitLabel={t('administration:role.add_chosen', { count: form.getValues().permission_ids.length })}
      canSubmit={form.getValues().permission_ids.length > 0}
    >
      <TextInput
        type="search"
        label={t('administration:role.find_permission')}
        value={search}
        data-autofocus
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScrollArea.Autosize mah="20rem" type="auto">
        <Checkbox.Group aria-label={t('administration:role.permissions')} {...form.getInputProps('permission_ids')}>
          <Stack gap={6}>
            {shown.map(({ id, name, description }) => (
              <Checkbox key={id} value={String(id)} label={name} description={description} />
            ))}
          </Stack>
        </Checkbox.Group>
        {all.data && shown.length === 0 && <Text c="dimmed">{t('administration:role.no_permission')}</Text>}
      </ScrollArea.Autosize>
    </FormModal>
  )
}
