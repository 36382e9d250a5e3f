import { csvfileLookup } from './csvfile.ts'
import { dictLookup } from './dict.ts'
import { envLookup } from './env.ts'
import { fileLookup } from './file.ts'
import { fileglobLookup } from './fileglob.ts'
import { firstFoundLookup } from './first-found.ts'
import { indexedItemsLookup } from './indexed-items.ts'
import { iniLookup } from './ini.ts'
import { itemsLookup } from './items.ts'
import { listLookup } from './list.ts'
import type { Lookup } from './lookup.ts'
import { nestedLookup } from './nested.ts'
import { passwordLookup } from './password.ts'
import { pipeLookup } from './pipe.ts'
import { randomChoiceLookup } from './random-choice.ts'
import { sequenceLookup } from './sequence.ts'
import { subelementsLookup } from './subelements.ts'
import { templateLookup } from './template.ts'
import { togetherLookup } from './together.ts'
import { varnamesLookup } from './varnames.ts'
import { varsLookup } from './vars.ts'

/** Every lookup by the name it has in a template or after `with_`. */
export const lookups: Record<string, Lookup> = Object.assign(Object.create(null) as Record<string, Lookup>, {
  csvfile: csvfileLookup,
  dict: dictLookup,
  env: envLookup,
  file: fileLookup,
  fileglob: fileglobLookup,
  first_found: firstFoundLookup,
  indexed_items: indexedItemsLookup,
  ini: iniLookup,
  items: itemsLookup,
  list: listLookup,
  nested: nestedLookup,
  password: passwordLookup,
  pipe: pipeLookup,
  random_choice: randomChoiceLookup,
  sequence: sequenceLookup,
  subelements: subelementsLookup,
  template: templateLookup,
  together: togetherLookup,
  varnames: varnamesLookup,
  vars: varsLookup,
})
