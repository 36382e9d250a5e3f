import { Checkbox, MultiSelect, PasswordInput, SimpleGrid, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Contact, roleEndpoints, type User, userEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { changedFields } from '../../../components/dialog/changed-fields.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { PasswordRules } from '../../account/passwords/NewPasswordFields.tsx'
import { isGoodPassword } from '../../account/passwords/password-rules.ts'
import { ContactField } from './ContactField.tsx'
import { CUSTOMER_ROLE, userBodyOf, userErrors, userValuesFor, userValuesOf } from './user-form.ts'

type Props = {
  user?: User
  /** the contact that a new user is to be */
  contact?: Contact
  onClose: () => void
}

/** "Add user" and "Edit user". */
export default function UserForm({ user, contact, onClose }: Props) {
  const { t } = useTranslation()
  const isNew = user === undefined
  const roles = useRead(roleEndpoints.list, {})
  const isGood = (password: string) => isGoodPassword(password, uiConfig().password_policy)
  const form = useForm({
    initialValues: contact ? userValuesFor(contact) : userValuesOf(user),
    validate: (values) => userErrors(values, { isNew, isGoodPassword: isGood, t: (key) => t(key) }),
  })
  const create = useWrite(userEndpoints.create, {
    success: t('administration:user.added'),
    toastFailure: false,
    alsoChanges: ['auth/roles', 'contact'],
  })
  const update = useWrite(userEndpoints.update, {
    success: (saved) =>
      saved.pending_email
        ? t('administration:user.saved_pending', { email: saved.pending_email })
        : t('administration:user.saved'),
    toastFailure: false,
    alsoChanges: ['auth/roles', 'contact'],
  })

  /** Whoever is a customer's contact is most likely meant to be a customer. */
  function handleContact(contactId: number | null) {
    form.setFieldValue('contact_id', contactId)
    if (contactId !== null && form.getValues().role.length === 0) form.setFieldValue('role', [CUSTOMER_ROLE])
  }

  async function save(values: typeof form.values) {
    if (!user) {
      const { active: _, ...body } = userBodyOf(values)
      const { username, password, send_welcome_email } = values
      return create.mutateAsync({ body: { ...body, username, password, send_welcome_email } })
    }
    const changed = changedFields(userBodyOf(userValuesOf(user)), userBodyOf(values))
    if (Object.keys(changed).length === 0) return
    return update.mutateAsync({ params: { user_id: user.id }, body: changed })
  }

  return (
    <FormModal
      title={t(isNew ? 'administration:user.add' : 'administration:user.edit')}
      form={form}
      onSubmit={save}
      onClose={onClose}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {isNew && (
          <TextInput
            label={t('administration:user.username')}
            required
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('username')}
          />
        )}
        <TextInput
          label={t('administration:user.email')}
          type="email"
          required
          autoComplete="off"
          description={isNew ? undefined : t('administration:user.email_hint')}
          {...form.getInputProps('email')}
        />
        <TextInput label={t('account:field.first_name')} required {...form.getInputProps('first_name')} />
        <TextInput label={t('account:field.middle_name')} {...form.getInputProps('middle_name')} />
        <TextInput label={t('account:field.last_name')} required {...form.getInputProps('last_name')} />
        <TextInput label={t('account:field.phone')} type="tel" {...form.getInputProps('phone_number')} />
      </SimpleGrid>
      {isNew && (
        <>
          <PasswordInput
            label={t('administration:user.password')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('login:toggle_password'), tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          <PasswordRules password={form.getValues().password} />
        </>
      )}
      <MultiSelect
        label={t('administration:user.roles')}
        required
        searchable
        data={roles.data?.map(({ name }) => name) ?? form.getValues().role}
        {...form.getInputProps('role')}
      />
      <ContactField
        value={form.getValues().contact_id}
        customerId={user?.customer_id ?? contact?.customer_id ?? null}
        onChange={handleContact}
        error={form.errors.contact_id}
      />
      {isNew ? (
        <Checkbox
          label={t('administration:user.send_welcome')}
          description={t('administration:user.send_welcome_hint')}
          {...form.getInputProps('send_welcome_email', { type: 'checkbox' })}
        />
      ) : (
        <Checkbox
          label={t('administration:user.active')}
          description={t('administration:user.active_hint')}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
      )}
    </FormModal>
  )
}
