import { absFilter } from './abs.ts'
import { b64decodeFilter } from './b64decode.ts'
import { b64encodeFilter } from './b64encode.ts'
import { basenameFilter } from './basename.ts'
import { batchFilter } from './batch.ts'
import { boolFilter } from './bool.ts'
import { capitalizeFilter } from './capitalize.ts'
import { combineFilter } from './combine.ts'
import { defaultFilter } from './default.ts'
import { dict2itemsFilter } from './dict2items.ts'
import { dictsortFilter } from './dictsort.ts'
import { differenceFilter } from './difference.ts'
import { dirnameFilter } from './dirname.ts'
import { escapeFilter } from './escape.ts'
import { extractFilter } from './extract.ts'
import type { Filter } from './filter.ts'
import { firstFilter } from './first.ts'
import { flattenFilter } from './flatten.ts'
import { floatFilter } from './float.ts'
import { formatFilter } from './format.ts'
import { fromJsonFilter } from './from-json.ts'
import { groupbyFilter } from './groupby.ts'
import { hashFilter } from './hash.ts'
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
import { lowerFilter } from './lower.ts'
import { mandatoryFilter } from './mandatory.ts'
import { mapFilter } from './map.ts'
import { maxFilter } from './max.ts'
import { minFilter } from './min.ts'
import { powFilter } from './pow.ts'
import { quoteFilter } from './quote.ts'
import { randomFilter } from './random.ts'
import { regexEscapeFilter } from './regex-escape.ts'
import { regexFindallFilter } from './regex-findall.ts'
import { regexReplaceFilter } from './regex-replace.ts'
import { regexSearchFilter } from './regex-search.ts'
import { rejectFilter } from './reject.ts'
import { rejectattrFilter } from './rejectattr.ts'
import { replaceFilter } from './replace.ts'
import { reverseFilter } from './reverse.ts'
import { roundFilter } from './round.ts'
import { selectFilter } from './select.ts'
import { selectattrFilter } from './selectattr.ts'
import { sortFilter } from './sort.ts'
import { strftimeFilter } from './strftime.ts'
import { stringFilter } from './string.ts'
import { sumFilter } from './sum.ts'
import { ternaryFilter } from './ternary.ts'
import { titleFilter } from './title.ts'
import { toJsonFilter } from './to-json.ts'
import { toNiceJsonFilter } from './to-nice-json.ts'
import { toUuidFilter } from './to-uuid.ts'
import { tojsonFilter } from './tojson.ts'
import { trimFilter } from './trim.ts'
import { truncateFilter } from './truncate.ts'
import { typeDebugFilter } from './type-debug.ts'
import { unionFilter } from './union.ts'
import { uniqueFilter } from './unique.ts'
import { upperFilter } from './upper.ts'
import { urlencodeFilter } from './urlencode.ts'
import { wordcountFilter } from './wordcount.ts'
import { zipFilter } from './zip.ts'

/** Every filter by the name it has in a template. */
export const filters: Record<string, Filter> = Object.assign(Object.create(null) as Record<string, Filter>, {
  abs: absFilter,
  b64decode: b64decodeFilter,
  b64encode: b64encodeFilter,
  basename: basenameFilter,
  batch: batchFilter,
  bool: boolFilter,
  capitalize: capitalizeFilter,
  combine: combineFilter,
  count: lengthFilter,
  d: defaultFilter,
  default: defaultFilter,
  dict2items: dict2itemsFilter,
  dictsort: dictsortFilter,
  difference: differenceFilter,
  dirname: dirnameFilter,
  e: escapeFilter,
  escape: escapeFilter,
  extract: extractFilter,
  first: firstFilter,
  flatten: flattenFilter,
  float: floatFilter,
  format: formatFilter,
  from_json: fromJsonFilter,
  groupby: groupbyFilter,
  hash: hashFilter,
  indent: indentFilter,
  int: intFilter,
  intersect: intersectFilter,
  items: itemsFilter,
  items2dict: items2dictFilter,
  join: joinFilter,
  json_query: jsonQueryFilter,
  last: lastFilter,
  length: lengthFilter,
  list: listFilter,
  lower: lowerFilter,
  mandatory: mandatoryFilter,
  map: mapFilter(() => filters),
  max: maxFilter,
  min: minFilter,
  pow: powFilter,
  quote: quoteFilter,
  random: randomFilter,
  regex_escape: regexEscapeFilter,
  regex_findall: regexFindallFilter,
  regex_replace: regexReplaceFilter,
  regex_search: regexSearchFilter,
  reject: rejectFilter,
  rejectattr: rejectattrFilter,
  replace: replaceFilter,
  reverse: reverseFilter,
  round: roundFilter,
  select: selectFilter,
  selectattr: selectattrFilter,
  sort: sortFilter,
  strftime: strftimeFilter,
  string: stringFilter,
  sum: sumFilter,
  ternary: ternaryFilter,
  title: titleFilter,
  to_json: toJsonFilter,
  to_nice_json: toNiceJsonFilter,
  to_uuid: toUuidFilter,
  tojson: tojsonFilter,
  trim: trimFilter,
  truncate: truncateFilter,
  type_debug: typeDebugFilter,
  union: unionFilter,
  unique: uniqueFilter,
  upper: upperFilter,
  urlencode: urlencodeFilter,
  wordcount: wordcountFilter,
  zip: zipFilter,
})
