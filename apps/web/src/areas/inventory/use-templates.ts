import { type InventoryTemplate, inventoryTemplateEndpoints } from '@omnicrm/contract'
import { useMemo } from 'react'
import { useRead } from '../../api/use-read.ts'
import { useCan } from '../../app/use-can.ts'

const NONE: readonly InventoryTemplate[] = []

/** All templates, also by id; empty for whoever may not see them. */
export function useTemplates(): {
  templates: readonly InventoryTemplate[]
  byId: ReadonlyMap<number, InventoryTemplate>
} {
  const maySee = useCan('view_inventory_template')
  const { data: templates = NONE } = useRead(inventoryTemplateEndpoints.list, {}, { enabled: maySee })
  const byId = useMemo(
    () => new Map(templates.map((template) => [template.inventory_template_id, template])),
    [templates],
  )
  return { templates, byId }
}
