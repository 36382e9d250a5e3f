import { contains } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether all members of the other are here. */
export const supersetTest: JinjaTest = (value, [other = []]) =>
  iterate(other).every((member) => contains([...iterate(value)], member))
