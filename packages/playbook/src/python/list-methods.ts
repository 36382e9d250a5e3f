import { contains, equal } from './compare.ts'
import { iterate } from './sequence.ts'
import { TemplateError, type Value } from './values.ts'

export const listMethods: Record<string, (list: Value[], args: Value[]) => Value> = {
  append: (list, [value = null]) => {
    list.push(value)
    return null
  },
  extend: (list, [values = []]) => {
    list.push(...iterate(values))
    return null
  },
  insert: (list, [index = 0, value = null]) => {
    list.splice(Number(index), 0, value)
    return null
  },
  pop: (list, [index = -1]) => {
    const [taken] = list.splice(Number(index), 1)
    if (taken === undefined) throw new TemplateError('pop index out of range')
    return taken
  },
  copy: (list) => [...list],
  count: (list, [value = null]) => list.filter((member) => equal(member, value)).length,
  index: (list, [value = null]) => {
    if (!contains(list, value)) throw new TemplateError('value is not in list')
    return list.findIndex((member) => equal(member, value))
  },
}
