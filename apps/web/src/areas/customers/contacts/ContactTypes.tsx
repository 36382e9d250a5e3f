import { useTranslation } from 'react-i18next'
import { contactTypesOf } from './contact-form.ts'

/** The types of a contact in the chosen language; a dash for none. */
export function ContactTypes({ types }: { types: string }) {
  const { t } = useTranslation()
  const names = contactTypesOf(types).map((type) => t(`customers:contact_type.${type}`, { defaultValue: type }))
  return names.length > 0 ? names.join(', ') : '–'
}
