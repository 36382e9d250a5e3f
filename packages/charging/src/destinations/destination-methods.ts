import { inTransaction } from '../database/transaction.ts'
import { flag, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { deleteDestinations, readDestinationsOfPrefix, readPrefixes, writePrefixes } from './tables.ts'

export const destinationMethods: Methods = {
  SetDestination: method({ Id: text, Prefixes: textList, Overwrite: flag }, async (engine, argument) => {
    requireMembers(argument, ['Id', 'Prefixes'])
    return await inTransaction(engine, async ({ tx }) => {
      const exists = (await readPrefixes(tx, argument.Id)).length > 0
      if (exists && !argument.Overwrite) throw new RpcError('EXISTS')
      await writePrefixes(tx, argument.Id, argument.Prefixes)
      return 'OK'
    })
  }),
  GetDestination: async (engine, argument) => {
    const id = typeof argument === 'string' ? argument : ''
    const prefixes = await readPrefixes(engine.pool, id)
    if (prefixes.length === 0) throw notFound()
    return { Id: id, Prefixes: prefixes }
  },
  GetReverseDestination: async (engine, argument) => {
    const ids = await readDestinationsOfPrefix(engine.pool, typeof argument === 'string' ? argument : '')
    if (ids.length === 0) throw notFound()
    return ids
  },
  RemoveDestination: method({ DestinationIDs: textList, Prefixes: textList }, async (engine, argument) => {
    await deleteDestinations(engine.pool, { ids: argument.DestinationIDs, prefixes: argument.Prefixes })
    return 'OK'
  }),
}
