import { TemplateError } from '../python/values.ts'

const most = 1_000_000

/** Refuses lists so long that they would take the server's memory. */
export function mostMembers(count: number) {
  if (count > most)
    throw new TemplateError(`a list of ${count} members is more than the ${most} that a template may make`)
}
