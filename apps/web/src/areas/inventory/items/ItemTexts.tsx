import type { InventoryItem, InventoryTemplate } from '@omnicrm/contract'
import { filledTexts } from '../labels.ts'
import classes from './Items.module.css'

type Props = { item: InventoryItem; template: InventoryTemplate | undefined; field: string }

/** One text of an item under its label; a dash for none. */
export function ItemText({ item, template, field }: Props) {
  const found = filledTexts(item, template).find((text) => text.field === field)
  if (!found) return '–'
  return (
    <span className={classes.text}>
      <span className={classes.label}>{found.label}</span>
      <bdi>{found.text}</bdi>
    </span>
  )
}
