import { randomUUID } from 'node:crypto'
import type { Engine } from '../engine.ts'
import { flag, text } from '../rpc/bind-members.ts'
import { notFound, requireMembers } from '../rpc/rpc-error.ts'
import { type Methods, method } from '../rpc/services.ts'
import { formatTime } from '../times/format-time.ts'
import { buildTariff } from './build-tariff.ts'
import { checkTariff } from './check-tariff.ts'
import { importSource } from './import-tariff.ts'
import { isEmpty, prepareTexts, putInForce, readSource } from './load-tariff.ts'
import { readCsvFolder } from './read-csv-folder.ts'
import { readLoaded, requireStillLoaded } from './read-loaded.ts'
import type { TariffSource } from './tp-records.ts'

type LoadOptions = { DryRun: boolean; Validate: boolean }
const loadOptions = { DryRun: flag, Validate: flag }
const NOTHING: TariffSource = {
  timings: [],
  destinations: [],
  rates: [],
  destinationRates: [],
  ratingPlans: [],
  ratingProfiles: [],
  sharedGroups: [],
}

/**
 * Builds a tariff, checks it when asked to, and puts it in force unless it is a dry run. All of it or nothing, and requests
 * are let in meanwhile.
 */
async function load(engine: Engine, source: TariffSource, { DryRun, Validate }: LoadOptions): Promise<void> {
  const loaded = await readLoaded(engine, source)
  const tariff = await buildTariff(source, { loaded, now: engine.now() })
  if (Validate) await checkTariff(tariff)
  if (DryRun) return
  await prepareTexts(tariff)
  await putInForce(engine, tariff, (unit) => requireStillLoaded(unit, loaded))
}

const folderMembers = { FolderPath: text, ...loadOptions }
type FolderArgument = { FolderPath: string } & LoadOptions

async function loadFolder(engine: Engine, { FolderPath, ...options }: FolderArgument): Promise<void> {
  requireMembers({ FolderPath }, ['FolderPath'])
  const source = await readCsvFolder(FolderPath, { tpId: 'CSV', tenant: engine.tenant })
  await load(engine, source, options)
}

/** Loads a part of a stored tariff plan; what it refers to is taken from the same plan. */
async function loadPart(engine: Engine, tpId: string, choose: (source: TariffSource) => TariffSource): Promise<string> {
  const chosen = choose(await readSource(engine, tpId))
  if (isEmpty(chosen)) throw notFound()
  await load(engine, chosen, { DryRun: false, Validate: false })
  return 'OK'
}

const isAsked = (asked: string, value: string) => asked === '' || asked === value

export const loadMethods: Methods = {
  LoadTariffPlanFromStorDb: method({ TPid: text, ...loadOptions }, async (engine, { TPid, ...options }) => {
    requireMembers({ TPid }, ['TPid'])
    const source = await readSource(engine, TPid)
    if (isEmpty(source)) throw notFound()
    await load(engine, source, options)
    return 'OK'
  }),
  LoadTariffPlanFromFolder: method(folderMembers, async (engine, argument) => {
    await loadFolder(engine, argument)
    return 'OK'
  }),
  /** CSV files into tariff plan storage, where nothing is in force before it is loaded. */
  ImportTariffPlanFromFolder: method({ TPid: text, FolderPath: text }, async (engine, { TPid, FolderPath }) => {
    requireMembers({ TPid, FolderPath }, ['TPid', 'FolderPath'])
    const source = await readCsvFolder(FolderPath, { tpId: TPid, tenant: engine.tenant })
    await importSource(engine, TPid, source)
    return 'OK'
  }),
  LoadDestination: method({ TPid: text, ID: text }, (engine, { TPid, ID }) => {
    requireMembers({ TPid }, ['TPid'])
    return loadPart(engine, TPid, ({ destinations }) => ({
      ...NOTHING,
      destinations: destinations.filter((one) => isAsked(ID, one.ID)),
    }))
  }),
  LoadSharedGroup: method({ TPid: text, ID: text }, (engine, { TPid, ID }) => {
    requireMembers({ TPid }, ['TPid'])
    return loadPart(engine, TPid, ({ sharedGroups }) => ({
      ...NOTHING,
      sharedGroups: sharedGroups.filter((one) => isAsked(ID, one.ID)),
    }))
  }),
  LoadRatingPlan: method({ TPid: text, RatingPlanId: text }, (engine, { TPid, RatingPlanId }) => {
    requireMembers({ TPid }, ['TPid'])
    return loadPart(engine, TPid, (source) => {
      const ratingPlans = source.ratingPlans.filter((one) => isAsked(RatingPlanId, one.ID))
      return ratingPlans.length === 0
        ? NOTHING
        : onlyNeeded({ ...source, ratingPlans, ratingProfiles: [], sharedGroups: [] })
    })
  }),
  LoadRatingProfile: method(
    { TPid: text, LoadId: text, Tenant: text, Category: text, Subject: text },
    (engine, { TPid, ...asked }) => {
      requireMembers({ TPid }, ['TPid'])
      return loadProfiles(engine, TPid, asked)
    },
  ),
}

export const loadMethodsV2: Methods = {
  LoadTariffPlanFromFolder: method(folderMembers, async (engine, argument) => {
    await loadFolder(engine, argument)
    const id = randomUUID()
    return { LoadID: id, RatingLoadID: id, AccountingLoadID: '', LoadTime: formatTime(engine.now()) }
  }),
  /** names the profile by one text, `loadId:tenant:category:subject` */
  LoadRatingProfile: method({ TPid: text, RatingProfileID: text }, (engine, { TPid, RatingProfileID }) => {
    requireMembers({ TPid }, ['TPid'])
    const parts = RatingProfileID.split(':').filter((part) => part !== '*out')
    const [LoadId = '', Tenant = '', Category = '', Subject = ''] = parts
    return loadProfiles(engine, TPid, { LoadId, Tenant, Category, Subject })
  }),
}

type AskedProfile = { LoadId: string; Tenant: string; Category: string; Subject: string }

function loadProfiles(engine: Engine, tpId: string, asked: AskedProfile): Promise<string> {
  return loadPart(engine, tpId, ({ ratingProfiles }) => ({
    ...NOTHING,
    ratingProfiles: ratingProfiles.filter(
      (one) =>
        isAsked(asked.LoadId, one.LoadId) &&
        isAsked(asked.Tenant, one.Tenant) &&
        isAsked(asked.Category, one.Category) &&
        isAsked(asked.Subject, one.Subject),
    ),
  }))
}

/** A plan brings the destinations, timings and rates with it that it names, and no others. */
function onlyNeeded(source: TariffSource): TariffSource {
  const bindings = source.ratingPlans.flatMap((one) => one.RatingPlanBindings)
  const named = new Set(bindings.map((one) => one.DestinationRatesId))
  const timed = new Set(bindings.map((one) => one.TimingId))
  const destinationRates = source.destinationRates.filter((one) => named.has(one.ID))
  const items = destinationRates.flatMap((one) => one.DestinationRates)
  const to = new Set(items.map((one) => one.DestinationId))
  return {
    ...source,
    destinationRates,
    timings: source.timings.filter((one) => timed.has(one.ID)),
    destinations: source.destinations.filter((one) => to.has(one.ID)),
  }
}
