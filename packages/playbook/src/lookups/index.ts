import { dictLookup } from './dict.ts'
import { envLookup } from './env.ts'
import { itemsLookup } from './items.ts'
import { listLookup } from './list.ts'
import type { Lookup } from './lookup.ts'
import { pipeLookup } from './pipe.ts'
import { varsLookup } from './vars.ts'

/** Every lookup by the name it has in a template or after `with_`. */
export const lookups: Record<string, Lookup> = Object.assign(Object.create(null) as Record<string, Lookup>, {
  dict: dictLookup,
  env: envLookup,
  items: itemsLookup,
  list: listLookup,
  pipe: pipeLookup,
  vars: varsLookup,
})
