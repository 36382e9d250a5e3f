/**
 * The fields of a form that differ from what they were, so that an update leaves alone what someone else may have changed
 * meanwhile. Lists and objects count by their content.
 */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof T]),
  )
  return Object.fromEntries(changed) as Partial<T>
}
