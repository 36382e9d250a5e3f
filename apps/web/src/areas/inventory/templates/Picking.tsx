import type { InventoryTemplate } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'

/** Who may pick items of a template in an order. */
export function Picking({ template }: { template: InventoryTemplate }) {
  const { t } = useTranslation()
  const who = [
    template.allow_dropdown_staff && t('inventory:template.staff'),
    template.allow_dropdown_customer && t('inventory:template.customers'),
  ].filter(Boolean)
  return who.length > 0 ? who.join(', ') : '–'
}
