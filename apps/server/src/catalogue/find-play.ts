import { access } from 'node:fs/promises'
import path from 'node:path'
import type { PlayExists } from './write-product.ts'

/** Looks for `{name}.yaml` or `{name}.yml` in the operator's folder of playbooks. */
export function playsIn(folder: string): PlayExists {
  const there = (file: string): Promise<boolean> =>
    access(path.join(folder, file)).then(
      () => true,
      () => false,
    )
  return async (name) => (await there(`${name}.yaml`)) || (await there(`${name}.yml`))
}
