import { flag, text, textList } from '../rpc/bind-members.ts'
import { notFound, RpcError, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import {
  findDestinationsOfPrefix,
  findPrefixes,
  listDestinations,
  putPrefixes,
  removePrefixes,
} from './destination-records.ts'

export const destinationMethods: Methods = {
  SetDestination: method({ Id: text, Prefixes: textList, Overwrite: flag }, (engine, argument) => {
    requireMembers(argument, ['Id', 'Prefixes'])
    return engine.change((unit) => {
      if (findPrefixes(unit, argument.Id).length > 0 && !argument.Overwrite) throw new RpcError('EXISTS')
      putPrefixes(unit, argument.Id, argument.Prefixes)
      return 'OK'
    })
  }),
  GetDestination: (engine, argument) =>
    engine.read((unit) => {
      const id = typeof argument === 'string' ? argument : ''
      const prefixes = findPrefixes(unit, id)
      if (prefixes.length === 0) throw notFound()
      return { Id: id, Prefixes: prefixes }
    }),
  GetReverseDestination: (engine, argument) =>
    engine.read((unit) => {
      const ids = findDestinationsOfPrefix(unit, typeof argument === 'string' ? argument : '')
      if (ids.length === 0) throw notFound()
      return ids
    }),
  RemoveDestination: method({ DestinationIDs: textList, Prefixes: textList }, (engine, argument) =>
    engine.change((unit) => {
      removePrefixes(unit, { ids: argument.DestinationIDs, prefixes: argument.Prefixes })
      return 'OK'
    }),
  ),
}

export const destinationMethodsV2: Methods = {
  GetDestinations: method({ DestinationIDs: textList }, (engine, { DestinationIDs }) =>
    engine.read((unit) =>
      listDestinations(unit, DestinationIDs).map(({ id, prefixes }) => ({ Id: id, Prefixes: prefixes })),
    ),
  ),
}
