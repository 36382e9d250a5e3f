import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { ActionIcon, Button, Group, Select, TextInput } from '@mantine/core'
import type { Contact, CustomerDetail, Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import type { Choices } from './order.ts'

type Props = {
  product: Product
  customer: CustomerDetail
  choices: Choices
  onChange: (part: Partial<Choices>) => void
}

/** Site, contacts, purchase order and own fields of a business; for anyone else only the installation date. */
export function BusinessStep({ product, customer, choices, onChange }: Props) {
  const { t } = useTranslation()
  const isBusiness = customer.customer_account_type === 'Business'
  const sites = customer.sites.map(({ site_id, site_name, address_line_1, city }) => ({
    value: String(site_id),
    label: [site_name, address_line_1 ?? city].filter(Boolean).join(' – '),
  }))
  return (
    <>
      {product.requires_installation_date && (
        <TextInput
          type="date"
          label={t('catalogue:field.installation_date')}
          value={choices.installationDate}
          onChange={(event) => onChange({ installationDate: event.currentTarget.value })}
          withAsterisk
          autoFocus
        />
      )}
      {isBusiness && (
        <>
          <IdSelect
            label={t('catalogue:field.site')}
            data={sites}
            value={choices.siteId}
            onChange={(siteId) => onChange({ siteId })}
            autoFocus={!product.requires_installation_date}
          />
          <IdSelect
            label={t('catalogue:field.billing_contact')}
            data={contactsFor(customer.contacts, 'Billing')}
            value={choices.billingContactId}
            onChange={(billingContactId) => onChange({ billingContactId })}
          />
          <IdSelect
            label={t('catalogue:field.technical_contact')}
            data={contactsFor(customer.contacts, 'Technical')}
            value={choices.technicalContactId}
            onChange={(technicalContactId) => onChange({ technicalContactId })}
          />
          <TextInput
            label={t('catalogue:field.po_number')}
            value={choices.poNumber}
            onChange={(event) => onChange({ poNumber: event.currentTarget.value })}
          />
          <CustomFields fields={choices.customFields} onChange={(customFields) => onChange({ customFields })} />
        </>
      )}
    </>
  )
}

/** Contacts of the customer, those of the type first. */
function contactsFor(contacts: readonly Contact[], type: string) {
  const isOfType = (contact: Contact) => contact.contact_types.includes(type)
  return [...contacts.filter(isOfType), ...contacts.filter((contact) => !isOfType(contact))].map((contact) => ({
    value: String(contact.contact_id),
    label: [`${contact.contact_firstname} ${contact.contact_lastname}`, contact.contact_email]
      .filter(Boolean)
      .join(' – '),
  }))
}

type IdSelectProps = {
  label: string
  data: { value: string; label: string }[]
  value: number | null
  onChange: (id: number | null) => void
  autoFocus?: boolean
}

function IdSelect({ label, data, value, onChange, autoFocus }: IdSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      data={data}
      value={value === null ? null : String(value)}
      onChange={(id) => onChange(id === null ? null : Number(id))}
      nothingFoundMessage={t('catalogue:assign.none_of_these')}
      searchable
      selectFirstOptionOnChange
      clearable
      autoFocus={autoFocus}
    />
  )
}

type Field = Choices['customFields'][number]
type CustomFieldsProps = { fields: readonly Field[]; onChange: (fields: readonly Field[]) => void }

function CustomFields({ fields, onChange }: CustomFieldsProps) {
  const { t } = useTranslation()
  const change = (at: number, part: Partial<Field>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)))
  return (
    <>
      {fields.map((field, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Group key={at} gap="xs" wrap="nowrap" align="flex-end">
          <TextInput
            label={t('catalogue:assign.custom_name')}
            value={field.name}
            onChange={(event) => change(at, { name: event.currentTarget.value })}
            autoFocus
            flex={1}
          />
          <TextInput
            label={t('catalogue:assign.custom_value')}
            value={field.value}
            onChange={(event) => change(at, { value: event.currentTarget.value })}
            flex={1}
          />
          <ActionIcon
            size={34}
            aria-label={t('catalogue:assign.custom_remove')}
            onClick={() => onChange(fields.filter((_, index) => index !== at))}
          >
            <Icon icon={faXmark} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        leftSection={<Icon icon={faPlus} size={12} />}
        onClick={() => onChange([...fields, { name: '', value: '' }])}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('catalogue:assign.custom_add')}
      </Button>
    </>
  )
}
