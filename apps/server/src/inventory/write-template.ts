import type { ZInventoryTemplateCreate, ZInventoryTemplateUpdate } from '@omnicrm/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Change } from '../platform/context.ts'
import { isDuplicate, referringTable } from '../platform/database/postgres-errors.ts'
import { conflict, notFound } from '../platform/errors.ts'
import { isSecretLabel, type Labels, labelOf, TEXT_NAMES, type TextName } from './item-labels.ts'
import type { TemplateRow } from './tables.ts'

/** Creates a template; answers its id. Throws 409 for a name in use. */
export async function createTemplate(
  change: Change,
  input: z.output<typeof ZInventoryTemplateCreate>,
): Promise<number> {
  const { inventory_template_id: templateId } = await change.tx
    .insertInto('inventory_template')
    .values(input)
    .returning('inventory_template_id')
    .executeTakeFirstOrThrow()
    .catch(refuseDuplicateName(input.item))
  await change.record({
    entity: 'inventory_template',
    entityId: templateId,
    customerId: null,
    activity: `Created inventory template ${input.item}`,
    after: input,
  })
  return templateId
}

/**
 * Changes the fields that are given. A new name goes to the template's items too. A new label keeps the data of the items:
 * where it makes a secret of a text, or an open text of a secret, the stored texts are sealed or opened with it.
 */
export async function updateTemplate(
  change: Change,
  templateId: number,
  patch: z.output<typeof ZInventoryTemplateUpdate>,
): Promise<void> {
  const before = await change.tx
    .selectFrom('inventory_template')
    .selectAll()
    .where('inventory_template_id', '=', templateId)
    .forUpdate()
    .executeTakeFirst()
  if (!before) throw notFound('Inventory template')
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
  if (Object.keys(given).length === 0) return
  const after = await change.tx
    .updateTable('inventory_template')
    .set(given)
    .where('inventory_template_id', '=', templateId)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(refuseDuplicateName(patch.item ?? before.item))
  if (after.item !== before.item)
    await change.tx
      .updateTable('inventory')
      .set({ item: after.item, last_modified: change.now })
      .where('inventory_template_id', '=', templateId)
      .execute()
  await resealTexts(change, before, after)
  await change.record({
    entity: 'inventory_template',
    entityId: templateId,
    customerId: null,
    activity: `Changed inventory template ${after.item}`,
    before,
    after,
  })
}

/** Removes a template. Throws 409 while items have it. */
export async function removeTemplate(change: Change, templateId: number): Promise<void> {
  const before = await change.tx
    .deleteFrom('inventory_template')
    .where('inventory_template_id', '=', templateId)
    .returningAll()
    .executeTakeFirst()
    .catch((error: unknown) => {
      if (!referringTable(error)) throw error
      throw conflict('template_in_use', 'This template cannot be removed: there are items of it')
    })
  if (!before) throw notFound('Inventory template')
  await change.record({
    entity: 'inventory_template',
    entityId: templateId,
    customerId: null,
    activity: `Removed inventory template ${before.item}`,
    before,
  })
}

async function resealTexts(change: Change, before: TemplateRow, after: TemplateRow): Promise<void> {
  const { seal } = change.context.platform
  const secret = (labels: Labels, name: TextName): boolean => isSecretLabel(labelOf(labels, name))
  for (const name of TEXT_NAMES) {
    const [was, is] = [secret(before, name), secret(after, name)]
    if (was === is) continue
    const items = await change.tx
      .selectFrom('inventory')
      .select(['inventory_id', `${name} as text`])
      .where('inventory_template_id', '=', after.inventory_template_id)
      .where(name, 'is not', null)
      .orderBy('inventory_id')
      .forUpdate()
      .execute()
    const ids = items.map((item) => item.inventory_id)
    const texts = items.map((item) => (is ? seal.close(item.text ?? '') : seal.open(item.text ?? '')))
    await sql`update inventory set ${sql.ref(name)} = changed.text
      from unnest(${ids}::int[], ${texts}::text[]) as changed(id, text) where inventory_id = changed.id`.execute(
      change.tx,
    )
  }
}

function refuseDuplicateName(item: string): (error: unknown) => never {
  return (error) => {
    if (!isDuplicate(error)) throw error
    throw conflict('template_name_in_use', `There is already a template named ${item}`, 'item')
  }
}
