import { defineDocuments } from '../store/collection.ts'
import type { Tariff } from './build-tariff.ts'

/** Groups of accounts that share balances, by id. */
export type SharedGroup = Tariff['sharedGroups'][number]
export const sharedGroups = defineDocuments<SharedGroup>('shared-group')
