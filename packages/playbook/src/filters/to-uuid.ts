import { v5 } from 'uuid'
import { text } from '../python/text.ts'
import type { Filter } from './filter.ts'

const ansibleNamespace = '361E6D51-FAEC-444A-9079-341386DA8E2E'

/** A UUID of version 5 of the value's text, by default in Ansible's own namespace. */
export const toUuidFilter: Filter = (input, [namespace], { keywords }) =>
  v5(text(input), text(namespace ?? keywords.namespace ?? ansibleNamespace))
