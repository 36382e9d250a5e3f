import { filters } from '../filters/index.ts'
import { uriTest, urlTest, urnTest } from './address.ts'
import { allTest } from './all.ts'
import { anyTest } from './any.ts'
import { atLeastTest } from './at-least.ts'
import { atMostTest } from './at-most.ts'
import { booleanTest } from './boolean.ts'
import { callableTest } from './callable.ts'
import { changedTest } from './changed.ts'
import { containsTest } from './contains.ts'
import { definedTest } from './defined.ts'
import { divisibleByTest } from './divisible-by.ts'
import { equalToTest } from './equal-to.ts'
import { evenTest } from './even.ts'
import { failedTest } from './failed.ts'
import { falseTest } from './false.ts'
import { falsyTest } from './falsy.ts'
import { fileTests, sameFileTest } from './file-kind.ts'
import { floatTest } from './float.ts'
import { greaterThanTest } from './greater-than.ts'
import { inTest } from './in.ts'
import { integerTest } from './integer.ts'
import type { JinjaTest } from './jinja-test.ts'
import { knownNameTest } from './known-name.ts'
import { lessThanTest } from './less-than.ts'
import { lowerTest } from './lower.ts'
import { mappingTest } from './mapping.ts'
import { matchTest } from './match.ts'
import { nanTest } from './nan.ts'
import { noneTest } from './none.ts'
import { notEqualToTest } from './not-equal-to.ts'
import { numberTest } from './number.ts'
import { oddTest } from './odd.ts'
import { sameAsTest } from './same-as.ts'
import { searchTest } from './search.ts'
import { sequenceTest } from './sequence.ts'
import { skippedTest } from './skipped.ts'
import { stringTest } from './string.ts'
import { subsetTest } from './subset.ts'
import { succeededTest } from './succeeded.ts'
import { supersetTest } from './superset.ts'
import { finishedTest, reachableTest, startedTest, unreachableTest } from './task-state.ts'
import { trueTest } from './true.ts'
import { truthyTest } from './truthy.ts'
import { undefinedTest } from './undefined.ts'
import { upperTest } from './upper.ts'
import { versionTest } from './version.ts'

/** Every test by the name it has after `is`. */
export const jinjaTests: Record<string, JinjaTest> = Object.assign(Object.create(null) as Record<string, JinjaTest>, {
  '!=': notEqualToTest,
  '<': lessThanTest,
  '<=': atMostTest,
  '==': equalToTest,
  '>': greaterThanTest,
  '>=': atLeastTest,
  abs: fileTests.abs,
  all: allTest,
  any: anyTest,
  boolean: booleanTest,
  callable: callableTest,
  change: changedTest,
  changed: changedTest,
  contains: containsTest,
  defined: definedTest,
  directory: fileTests.directory,
  divisibleby: divisibleByTest,
  eq: equalToTest,
  equalto: equalToTest,
  even: evenTest,
  exists: fileTests.exists,
  failed: failedTest,
  failure: failedTest,
  false: falseTest,
  falsy: falsyTest,
  file: fileTests.file,
  filter: knownNameTest(() => filters),
  finished: finishedTest,
  float: floatTest,
  ge: atLeastTest,
  greaterthan: greaterThanTest,
  gt: greaterThanTest,
  in: inTest,
  integer: integerTest,
  is_abs: fileTests.abs,
  is_dir: fileTests.directory,
  is_file: fileTests.file,
  is_link: fileTests.link,
  is_mount: fileTests.mount,
  is_same_file: sameFileTest,
  isnan: nanTest,
  issubset: subsetTest,
  issuperset: supersetTest,
  iterable: sequenceTest,
  le: atMostTest,
  lessthan: lessThanTest,
  link: fileTests.link,
  link_exists: fileTests.linkExists,
  lower: lowerTest,
  lt: lessThanTest,
  mapping: mappingTest,
  match: matchTest,
  mount: fileTests.mount,
  nan: nanTest,
  ne: notEqualToTest,
  none: noneTest,
  number: numberTest,
  odd: oddTest,
  reachable: reachableTest,
  regex: searchTest,
  same_file: sameFileTest,
  sameas: sameAsTest,
  search: searchTest,
  sequence: sequenceTest,
  skip: skippedTest,
  skipped: skippedTest,
  started: startedTest,
  string: stringTest,
  subset: subsetTest,
  succeeded: succeededTest,
  success: succeededTest,
  successful: succeededTest,
  superset: supersetTest,
  test: knownNameTest(() => jinjaTests),
  true: trueTest,
  truthy: truthyTest,
  undefined: undefinedTest,
  unreachable: unreachableTest,
  upper: upperTest,
  uri: uriTest,
  url: urlTest,
  urn: urnTest,
  version: versionTest,
  version_compare: versionTest,
})

/** The test of a name, with or without the collection that it lies in. */
export const testNamed = (name: string): JinjaTest | undefined => jinjaTests[name.replace(/^ansible\.builtin\./, '')]
