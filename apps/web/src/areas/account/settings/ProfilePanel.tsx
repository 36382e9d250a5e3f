import { Alert, Button, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { authEndpoints, type Profile } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { useWrite } from '../../../api/use-write.ts'
import { reloadSession } from '../../../app/session.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { fieldOf } from '../../../components/dialog/place-error.ts'
import { Panel } from '../../../components/Panel.tsx'
import { changeLanguage, offeredLanguages } from '../../../i18n/start-i18n.ts'
import { Failure } from '../Failure.tsx'
import { profileErrors, profileValuesOf } from './profile-form.ts'

/** Name, telephone number, e-mail address and language. */
export function ProfilePanel({ profile }: { profile: Profile }) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: profileValuesOf(profile), validate: (values) => profileErrors(values, t) })
  const save = useWrite(authEndpoints.updateMe, { success: t('account:profile.saved'), toastFailure: false })
  const languages = offeredLanguages(uiConfig().languages)

  async function handleSave(values: typeof form.values) {
    const body = changedFields(profileValuesOf(profile), values)
    if (Object.keys(body).length === 0) return
    try {
      await save.mutateAsync({ body })
      if (body.language) await changeLanguage(body.language)
      await reloadSession()
      form.resetDirty()
    } catch (thrown) {
      const field = fieldOf(thrown, values)
      if (field) form.setFieldError(field, reasonOf(thrown, t))
    }
  }

  const failedElsewhere = save.error && !fieldOf(save.error, form.getValues()) ? save.error : undefined
  return (
    <Panel title={t('account:profile.title')}>
      <form onSubmit={form.onSubmit((values) => void handleSave(values))} noValidate>
        <Stack gap="sm">
          <Failure reason={failedElsewhere && reasonOf(failedElsewhere, t)} />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('account:field.first_name')} required {...form.getInputProps('first_name')} />
            <TextInput label={t('account:field.middle_name')} {...form.getInputProps('middle_name')} />
            <TextInput label={t('account:field.last_name')} required {...form.getInputProps('last_name')} />
            <TextInput label={t('account:field.phone')} type="tel" {...form.getInputProps('phone_number')} />
          </SimpleGrid>
          <TextInput
            label={t('login:email')}
            type="email"
            description={t('account:profile.email_hint')}
            required
            {...form.getInputProps('email')}
          />
          {profile.pending_email && (
            <Alert color="yellow">{t('account:profile.pending', { email: profile.pending_email })}</Alert>
          )}
          {languages.length > 1 && (
            <Select
              label={t('account:field.language')}
              data={languages.map(({ code, name }) => ({ value: code, label: name }))}
              clearable
              {...form.getInputProps('language')}
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
