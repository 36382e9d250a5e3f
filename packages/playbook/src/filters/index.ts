import { absFilter } from './abs.ts'
import { addressFilters } from './address-filters.ts'
import { b64decodeFilter } from './b64decode.ts'
import { b64encodeFilter } from './b64encode.ts'
import { basenameFilter } from './basename.ts'
import { batchFilter } from './batch.ts'
import { boolFilter } from './bool.ts'
import { capitalizeFilter } from './capitalize.ts'
import { centerFilter } from './center.ts'
import { combinationsFilter } from './combinations.ts'
import { combineFilter } from './combine.ts'
import { commentFilter } from './comment.ts'
import { defaultFilter } from './default.ts'
import { dict2itemsFilter } from './dict2items.ts'
import { dictsortFilter } from './dictsort.ts'
import { differenceFilter } from './difference.ts'
import { dirnameFilter } from './dirname.ts'
import { escapeFilter } from './escape.ts'
import { expanduserFilter } from './expanduser.ts'
import { expandvarsFilter } from './expandvars.ts'
import { extractFilter } from './extract.ts'
import { fileglobFilter } from './fileglob.ts'
import { filesizeformatFilter } from './filesizeformat.ts'
import type { Filter } from './filter.ts'
import { firstFilter } from './first.ts'
import { flattenFilter } from './flatten.ts'
import { floatFilter } from './float.ts'
import { formatFilter } from './format.ts'
import { fromJsonFilter } from './from-json.ts'
import { fromYamlAllFilter, fromYamlFilter } from './from-yaml.ts'
import { groupbyFilter } from './groupby.ts'
import { hashFilter } from './hash.ts'
import { humanReadableFilter } from './human-readable.ts'
import { humanToBytesFilter } from './human-to-bytes.ts'
import { indentFilter } from './indent.ts'
import { intFilter } from './int.ts'
import { intersectFilter } from './intersect.ts'
import { itemsFilter } from './items.ts'
import { items2dictFilter } from './items2dict.ts'
import { joinFilter } from './join.ts'
import { jsonQueryFilter } from './json-query.ts'
import { lastFilter } from './last.ts'
import { lengthFilter } from './length.ts'
import { listFilter } from './list.ts'
import { logFilter } from './log.ts'
import { lowerFilter } from './lower.ts'
import { mandatoryFilter } from './mandatory.ts'
import { mapFilter } from './map.ts'
import { maxFilter } from './max.ts'
import { md5Filter } from './md5.ts'
import { minFilter } from './min.ts'
import { passwordHashFilter } from './password-hash.ts'
import { pathJoinFilter } from './path-join.ts'
import { permutationsFilter } from './permutations.ts'
import { powFilter } from './pow.ts'
import { productFilter } from './product.ts'
import { quoteFilter } from './quote.ts'
import { randomFilter } from './random.ts'
import { realpathFilter } from './realpath.ts'
import { regexEscapeFilter } from './regex-escape.ts'
import { regexFindallFilter } from './regex-findall.ts'
import { regexReplaceFilter } from './regex-replace.ts'
import { regexSearchFilter } from './regex-search.ts'
import { rejectFilter } from './reject.ts'
import { rejectattrFilter } from './rejectattr.ts'
import { rekeyOnMemberFilter } from './rekey-on-member.ts'
import { relpathFilter } from './relpath.ts'
import { replaceFilter } from './replace.ts'
import { reverseFilter } from './reverse.ts'
import { rootFilter } from './root.ts'
import { roundFilter } from './round.ts'
import { safeFilter } from './safe.ts'
import { selectFilter } from './select.ts'
import { selectattrFilter } from './selectattr.ts'
import { sha1Filter } from './sha1.ts'
import { shuffleFilter } from './shuffle.ts'
import { sliceFilter } from './slice.ts'
import { sortFilter } from './sort.ts'
import { splitFilter } from './split.ts'
import { splitextFilter } from './splitext.ts'
import { strftimeFilter } from './strftime.ts'
import { stringFilter } from './string.ts'
import { striptagsFilter } from './striptags.ts'
import { subelementsFilter } from './subelements.ts'
import { sumFilter } from './sum.ts'
import { symmetricDifferenceFilter } from './symmetric-difference.ts'
import { ternaryFilter } from './ternary.ts'
import { titleFilter } from './title.ts'
import { toDatetimeFilter } from './to-datetime.ts'
import { toJsonFilter } from './to-json.ts'
import { toNiceJsonFilter } from './to-nice-json.ts'
import { toUuidFilter } from './to-uuid.ts'
import { toNiceYamlFilter, toYamlFilter } from './to-yaml.ts'
import { tojsonFilter } from './tojson.ts'
import { trimFilter } from './trim.ts'
import { truncateFilter } from './truncate.ts'
import { typeDebugFilter } from './type-debug.ts'
import { unionFilter } from './union.ts'
import { uniqueFilter } from './unique.ts'
import { upperFilter } from './upper.ts'
import { urldecodeFilter } from './urldecode.ts'
import { urlencodeFilter } from './urlencode.ts'
import { urlsplitFilter } from './urlsplit.ts'
import { wordcountFilter } from './wordcount.ts'
import { wordwrapFilter } from './wordwrap.ts'
import { xmlattrFilter } from './xmlattr.ts'
import { zipFilter } from './zip.ts'
import { zipLongestFilter } from './zip-longest.ts'

/** Every filter by the name it has in a template. */
export const filters: Record<string, Filter> = Object.assign(Object.create(null) as Record<string, Filter>, {
  ...addressFilters,
  abs: absFilter,
  b64decode: b64decodeFilter,
  b64encode: b64encodeFilter,
  basename: basenameFilter,
  batch: batchFilter,
  bool: boolFilter,
  capitalize: capitalizeFilter,
  center: centerFilter,
  checksum: sha1Filter,
  combinations: combinationsFilter,
  combine: combineFilter,
  comment: commentFilter,
  count: lengthFilter,
  d: defaultFilter,
  default: defaultFilter,
  dict2items: dict2itemsFilter,
  dictsort: dictsortFilter,
  difference: differenceFilter,
  dirname: dirnameFilter,
  e: escapeFilter,
  escape: escapeFilter,
  expanduser: expanduserFilter,
  expandvars: expandvarsFilter,
  extract: extractFilter,
  fileglob: fileglobFilter,
  filesizeformat: filesizeformatFilter,
  first: firstFilter,
  flatten: flattenFilter,
  float: floatFilter,
  forceescape: escapeFilter,
  format: formatFilter,
  from_json: fromJsonFilter,
  from_yaml: fromYamlFilter,
  from_yaml_all: fromYamlAllFilter,
  groupby: groupbyFilter,
  hash: hashFilter,
  human_readable: humanReadableFilter,
  human_to_bytes: humanToBytesFilter,
  indent: indentFilter,
  int: intFilter,
  intersect: intersectFilter,
  items2dict: items2dictFilter,
  items: itemsFilter,
  join: joinFilter,
  json_query: jsonQueryFilter,
  last: lastFilter,
  length: lengthFilter,
  list: listFilter,
  log: logFilter,
  lower: lowerFilter,
  mandatory: mandatoryFilter,
  map: mapFilter((name) => filterNamed(name)),
  max: maxFilter,
  md5: md5Filter,
  min: minFilter,
  password_hash: passwordHashFilter,
  path_join: pathJoinFilter,
  permutations: permutationsFilter,
  pow: powFilter,
  product: productFilter,
  quote: quoteFilter,
  random: randomFilter,
  realpath: realpathFilter,
  regex_escape: regexEscapeFilter,
  regex_findall: regexFindallFilter,
  regex_replace: regexReplaceFilter,
  regex_search: regexSearchFilter,
  reject: rejectFilter,
  rejectattr: rejectattrFilter,
  rekey_on_member: rekeyOnMemberFilter,
  relpath: relpathFilter,
  replace: replaceFilter,
  reverse: reverseFilter,
  root: rootFilter,
  round: roundFilter,
  safe: safeFilter,
  select: selectFilter,
  selectattr: selectattrFilter,
  sha1: sha1Filter,
  shuffle: shuffleFilter,
  slice: sliceFilter,
  sort: sortFilter,
  split: splitFilter,
  splitext: splitextFilter,
  strftime: strftimeFilter,
  string: stringFilter,
  striptags: striptagsFilter,
  subelements: subelementsFilter,
  sum: sumFilter,
  symmetric_difference: symmetricDifferenceFilter,
  ternary: ternaryFilter,
  title: titleFilter,
  to_datetime: toDatetimeFilter,
  to_json: toJsonFilter,
  to_nice_json: toNiceJsonFilter,
  to_nice_yaml: toNiceYamlFilter,
  to_uuid: toUuidFilter,
  to_yaml: toYamlFilter,
  tojson: tojsonFilter,
  trim: trimFilter,
  truncate: truncateFilter,
  type_debug: typeDebugFilter,
  union: unionFilter,
  unique: uniqueFilter,
  upper: upperFilter,
  urldecode: urldecodeFilter,
  urlencode: urlencodeFilter,
  urlsplit: urlsplitFilter,
  wordcount: wordcountFilter,
  wordwrap: wordwrapFilter,
  xmlattr: xmlattrFilter,
  zip: zipFilter,
  zip_longest: zipLongestFilter,
})

const homes = new Set(['ansible.builtin', 'community.general'])
const homesOfAddresses = new Set(['ansible.utils', 'ansible.netcommon', 'ansible.builtin'])

/** The filter of a name, with or without the collection that it lies in. */
export function filterNamed(name: string): Filter | undefined {
  const [, collection, plain = name] = /^(\w+\.\w+)\.(\w+)$/.exec(name) ?? []
  const known = Object.hasOwn(addressFilters, plain) ? homesOfAddresses : homes
  return collection === undefined || known.has(collection) ? filters[plain] : undefined
}
