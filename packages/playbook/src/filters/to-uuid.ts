import { v5, validate } from 'uuid'
import { text } from '../python/text.ts'
import { TemplateError } from '../python/values.ts'
import type { Filter } from './filter.ts'
import { namedArguments } from './named-arguments.ts'

const ansibleNamespace = '361E6D51-FAEC-444A-9079-341386DA8E2E'

/** A UUID of version 5 of the value's text, by default in Ansible's own namespace. */
export const toUuidFilter: Filter = (input, args, { keywords }) => {
  const namespace = text(namedArguments(['namespace'], args, keywords).namespace ?? ansibleNamespace)
  if (!validate(namespace)) {
    throw new TemplateError(`Invalid value '${namespace}' for 'namespace': badly formed hexadecimal UUID string`)
  }
  return v5(text(input), namespace)
}
