import { Select, TextInput } from '@mantine/core'
import type { Contact, CustomerDetail, Product } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { CustomFields } from './CustomFields.tsx'
import { InstallationFields } from './InstallationFields.tsx'
import type { Choices } from './order.ts'

type Props = {
  product: Product
  customer: CustomerDetail
  choices: Choices
  onChange: (part: Partial<Choices>) => void
}

/** Site, contacts and purchase order of a business; installation and own fields for anyone who is asked. */
export function BusinessStep({ product, customer, choices, onChange }: Props) {
  const { t } = useTranslation()
  const isBusiness = customer.customer_account_type === 'Business'
  const sites = customer.sites.map(({ site_id, site_name, address_line_1, city }) => ({
    value: String(site_id),
    label: [site_name, address_line_1 ?? city].filter(Boolean).join(' – '),
  }))
  return (
    <>
      {isBusiness && (
        <>
          <IdSelect
            label={t('catalogue:field.site')}
            data={sites}
            value={choices.siteId}
            onChange={(siteId) => onChange({ siteId })}
            autoFocus
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
        </>
      )}
      <InstallationFields
        isRequired={product.requires_installation_date}
        choices={choices}
        onChange={onChange}
        autoFocus={!isBusiness}
      />
      <CustomFields fields={choices.customFields} onChange={(customFields) => onChange({ customFields })} />
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
