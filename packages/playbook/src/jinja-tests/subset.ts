import { contains } from '../python/compare.ts'
import { iterate } from '../python/sequence.ts'
import type { JinjaTest } from './jinja-test.ts'

/** Whether the other holds all members. */
export const subsetTest: JinjaTest = (value, [other = []]) =>
  iterate(value).every((member) => contains([...iterate(other)], member))
