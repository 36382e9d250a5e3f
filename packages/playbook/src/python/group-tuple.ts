import { Tuple } from './values.ts'

/** What `groupby` gives: a pair whose members also have the names `grouper` and `list`. */
export class GroupTuple extends Tuple {}

export const groupTupleNames: Record<string, number | undefined> = { grouper: 0, list: 1 }
