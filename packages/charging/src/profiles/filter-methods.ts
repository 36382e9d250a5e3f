import { inTransaction, type Tx } from '../database/transaction.ts'
import { anything, integer, listOf, optional, text, textList, verbatim } from '../rpc/bind-members.ts'
import { notFound, requireMembers, serverError } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { deleteProfile, readFilterUsers, readProfile, readProfileIds, writeProfile } from './tables.ts'

const ruleMembers = { Type: verbatim, Element: verbatim, Values: textList }
type Rule = { Type: string; Element: string; Values: string[] }

/** Rule types (section 14.1); each also exists negated, `*not` before its name. */
const TYPES = [
  'string prefix suffix contains empty exists lt lte gt gte eq rsr regex destinations timings ai ipnet',
  'nistring niprefix nisuffix niexists apiban sentrypeer',
].flatMap((line) => line.split(' '))
const KNOWN_TYPES = new Set(TYPES.flatMap((type) => [`*${type}`, `*not${type}`]))
const WITHOUT_VALUES = new Set(['*empty', '*exists', '*notempty', '*notexists', '*niexists'])
/** Types whose element is optional. */
const WITHOUT_ELEMENT = new Set(['*rsr', '*notrsr'])

export const filterMethods: Methods = {
  SetFilter: method(
    { Tenant: text, ID: text, Rules: listOf(ruleMembers), ActivationInterval: anything },
    async (engine, argument) => {
      requireMembers(argument, ['ID'])
      for (const rule of argument.Rules) checkRule(rule)
      const tenant = argument.Tenant || engine.tenant
      const document = {
        Tenant: tenant,
        ID: argument.ID,
        Rules: argument.Rules,
        ActivationInterval: argument.ActivationInterval ?? null,
      }
      await writeProfile(engine.pool, { kind: 'filter', tenant, id: argument.ID }, document)
      return 'OK'
    },
  ),
  GetFilter: method({ Tenant: text, ID: text }, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    const key = { kind: 'filter', tenant: argument.Tenant || engine.tenant, id: argument.ID } as const
    const document = await readProfile(engine.pool, key)
    if (document === undefined) throw notFound()
    return document
  }),
  GetFilterIDs: method({ Tenant: text, Offset: integer, Limit: optional(integer) }, async (engine, argument) => {
    const ids = await readProfileIds(engine.pool, {
      kind: 'filter',
      tenant: argument.Tenant || engine.tenant,
      offset: Math.max(0, argument.Offset),
      limit: argument.Limit ?? null,
    })
    if (ids.length === 0 && argument.Offset === 0) throw notFound()
    return ids
  }),
  RemoveFilter: method({ Tenant: text, ID: text }, async (engine, argument) => {
    requireMembers(argument, ['ID'])
    const tenant = argument.Tenant || engine.tenant
    return await inTransaction(engine, async ({ tx }) => {
      await lockFilters(tx, tenant)
      if (!(await deleteProfile(tx, { kind: 'filter', tenant, id: argument.ID }))) throw notFound()
      const users = await readFilterUsers(tx, tenant, argument.ID)
      if (users.length > 0) throw inUse(`${tenant}:${argument.ID}`, users)
      return 'OK'
    })
  }),
}

/** Filters and their users change one at a time, so that no profile is left naming a filter that is gone. */
export async function lockFilters(tx: Tx, tenant: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('ocs.filters:' || $1, 0))`, [tenant])
}

/** Refuses a profile that names a filter which does not exist; an inline filter (`*string:~*req.X:a`) names none. */
export async function requireFilters(tx: Tx, tenant: string, ids: readonly string[], itemId: string): Promise<void> {
  for (const id of ids) {
    if (id.startsWith('*')) {
      checkInlineFilter(id)
    } else if ((await readProfile(tx, { kind: 'filter', tenant, id })) === undefined) {
      throw serverError(`broken reference to filter: <${id}> for item with ID: ${tenant}:${itemId}`)
    }
  }
}

function checkInlineFilter(inline: string): void {
  const type = inline.slice(0, inline.indexOf(':'))
  if (!isKnownType(type)) throw serverError(`Unsupported filter Type: ${type || inline}`)
}

function checkRule({ Type, Element, Values }: Rule): void {
  if (!isKnownType(Type)) throw serverError(`Unsupported filter Type: ${Type}`)
  if (Element === '' && !WITHOUT_ELEMENT.has(Type)) throw serverError(`Element is mandatory for Type: ${Type}`)
  if (Values.length === 0 && !WITHOUT_VALUES.has(Type)) throw serverError(`Values is mandatory for Type: ${Type}`)
}

function isKnownType(type: string): boolean {
  return KNOWN_TYPES.has(type) || type.startsWith('*http#')
}

function inUse(filter: string, users: readonly string[]) {
  const items = users.map((user) => `"${user}":{}`).join(',')
  return serverError(
    `cannot remove filter <${filter}> because will broken the reference to following items: {"attribute_profiles":{${items}}}`,
  )
}
