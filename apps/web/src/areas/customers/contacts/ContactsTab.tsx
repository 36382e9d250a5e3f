import { faPen } from '@fortawesome/free-solid-svg-icons/faPen'
import { faTrash } from '@fortawesome/free-solid-svg-icons/faTrash'
import { faUserLock } from '@fortawesome/free-solid-svg-icons/faUserLock'
import { faUserPlus } from '@fortawesome/free-solid-svg-icons/faUserPlus'
import { faUserSecret } from '@fortawesome/free-solid-svg-icons/faUserSecret'
import { Button, Group } from '@mantine/core'
import { type Contact, contactEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { useRead } from '../../../api/use-read.ts'
import { markStale } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { Icon } from '../../../components/Icon.tsx'
import { DataTable } from '../../../components/table/DataTable.tsx'
import type { Column } from '../../../components/table/types.ts'
import { showSuccess } from '../../../components/toasts.ts'
import { useHighlight } from '../../../components/use-highlight.ts'
import { openUserFormFor } from '../../administration/users/open-user-form.tsx'
import { ContactForm } from './ContactForm.tsx'
import { ContactTypes } from './ContactTypes.tsx'
import { ContactUser } from './ContactUser.tsx'

/** Contacts of a customer: list, add, edit, delete. */
export default function ContactsTab({ customerId }: { customerId: number }) {
  const { t } = useTranslation()
  const mayAdd = useCan('create_customer_contact')
  const contacts = useRead(contactEndpoints.listOfCustomer, { params: { customer_id: customerId } })
  return (
    <>
      {mayAdd && (
        <Group justify="flex-end" mb="sm">
          <Button leftSection={<Icon icon={faUserPlus} />} onClick={() => openContactForm(customerId)}>
            {t('customers:contact.add')}
          </Button>
        </Group>
      )}
      <DataTable
        id="contacts"
        keepIn="memory"
        label={t('customers:tab.contacts')}
        rows={contacts.data}
        error={contacts.error}
        onRetry={() => void contacts.refetch()}
        columns={columns}
        rowKey={(contact) => contact.contact_id}
        rowActions={rowActions}
        searchLabel={t('customers:contact.search')}
        emptyText={t('customers:contact.empty')}
        highlight={useHighlight('contact')}
      />
    </>
  )
}

function openContactForm(customerId: number, contact?: Contact): void {
  openDialog((close) => <ContactForm customerId={customerId} contact={contact} onClose={close} />)
}

const nameOf = (contact: Contact) => `${contact.contact_firstname} ${contact.contact_lastname}`

const rowActions = [
  defineAction<Contact>({
    id: 'contact.edit',
    labelKey: 'customers:action.edit',
    icon: faPen,
    permission: 'update_customer_contact',
    run: (contact) => openContactForm(contact.customer_id, contact),
  }),
  defineAction<Contact>({
    id: 'contact.add_user',
    labelKey: 'customers:contact.add_user',
    icon: faUserLock,
    permission: 'admin',
    visible: ({ user_id }) => user_id === null,
    run: (contact) => openUserFormFor(contact),
  }),
  defineAction<Contact>({
    id: 'contact.login_as',
    labelKey: 'customers:contact.login_as',
    icon: faUserSecret,
    permission: 'can_impersonate',
    visible: ({ user_id }) => user_id !== null,
    // a tab of its own: this one stays the staff's
    run: ({ user_id, contact_id }) =>
      void window.open(`/login-as/${user_id}?contact=${contact_id}`, '_blank', 'noopener'),
  }),
  defineAction<Contact>({
    id: 'contact.delete',
    labelKey: 'customers:action.delete',
    icon: faTrash,
    permission: 'delete_customer_contact',
    isDangerous: true,
    run: async (contact, { t }) => {
      await confirm({
        title: t('customers:contact.delete_title'),
        affected: [nameOf(contact)],
        canUndo: false,
        confirmLabel: t('customers:action.delete'),
        run: async () => {
          await call(contactEndpoints.remove, { params: { contact_id: contact.contact_id } })
          await markStale(['contact', 'customer'])
          showSuccess(t('customers:contact.deleted'))
        },
      })
    },
  }),
]

const columns: readonly Column<Contact>[] = [
  {
    id: 'name',
    labelKey: 'customers:contact.name',
    cell: nameOf,
    value: nameOf,
    isSortable: true,
    canHide: false,
  },
  {
    id: 'contact_email',
    labelKey: 'customers:contact.email',
    cell: ({ contact_email: email }) => (email ? <a href={`mailto:${email}`}>{email}</a> : '–'),
    value: (contact) => contact.contact_email,
    isSortable: true,
  },
  {
    id: 'contact_phone',
    labelKey: 'customers:contact.phone',
    cell: ({ contact_phone: phone }) => (phone ? <bdi>{phone}</bdi> : '–'),
    value: (contact) => contact.contact_phone,
  },
  {
    id: 'contact_types',
    labelKey: 'customers:contact.types',
    cell: (contact) => <ContactTypes types={contact.contact_types} />,
    value: (contact) => contact.contact_types,
  },
  {
    id: 'user_id',
    labelKey: 'customers:contact.user',
    cell: (contact) => <ContactUser {...contact} />,
    value: (contact) => contact.user_id,
  },
]
