import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readDecimal, readInteger } from '../rpc/read-values.ts'
import { RpcError, serverError } from '../rpc/rpc-error.ts'
import { parseDuration } from '../times/parse-duration.ts'
import { readCsv } from './csv.ts'
import { eachInSlices } from './in-slices.ts'
import { readTimingLists } from './read-timing.ts'
import type { TariffSource } from './tp-records.ts'

/** CGRateS's files and their columns. Lines of the same id make one object. */
const FILES = {
  'Timings.csv': 'ID,Years,Months,MonthDays,WeekDays,Time',
  'Destinations.csv': 'ID,Prefix',
  'Rates.csv': 'ID,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart',
  'DestinationRates.csv': 'ID,DestinationId,RateId,RoundingMethod,RoundingDecimals,MaxCost,MaxCostStrategy',
  'RatingPlans.csv': 'ID,DestinationRatesId,TimingId,Weight',
  'RatingProfiles.csv': 'Tenant,Category,Subject,ActivationTime,RatingPlanId,FallbackSubjects',
  'SharedGroups.csv': 'ID,Account,Strategy,RatingSubject',
} as const
type FileName = keyof typeof FILES
type Row = { [column: string]: string }

const LOAD_ID = 'CSV'

/**
 * A tariff plan from a folder of CSV files. Answers INVALID_PATH when there is no such folder, and `SERVER_ERROR: ...`
 * with file and line when a file cannot be read. A CSV file that is no part of rating is refused: nothing that an
 * operator wrote may be left out in silence.
 */
export async function readCsvFolder(
  folder: string,
  { tpId, tenant }: { tpId: string; tenant: string },
): Promise<TariffSource> {
  const names = await readdir(folder).catch(() => {
    throw new RpcError('INVALID_PATH')
  })
  const csv = names.filter((name) => name.endsWith('.csv'))
  const unknown = csv.filter((name) => !Object.hasOwn(FILES, name))
  if (unknown.length > 0)
    throw serverError(`${unknown.sort().join(', ')}: only rating files can be loaded from a folder`)
  if (csv.length === 0) throw serverError('the folder has no tariff plan files')
  const rows: Partial<Record<FileName, Row[]>> = {}
  for (const name of csv) rows[name as FileName] = await readRows(folder, name as FileName)
  return toSource(rows, { tpId, tenant })
}

async function readRows(folder: string, name: FileName): Promise<Row[]> {
  const columns = FILES[name].split(',')
  const rows: Row[] = []
  await eachInSlices(readCsv(await readFile(path.join(folder, name), 'utf8')), ({ line, fields }) => {
    // The last columns may be left away when they are empty.
    if (fields.length > columns.length || fields.length < columns.length - 2) {
      throw serverError(`${name} line ${line}: ${fields.length} fields instead of ${columns.length}`)
    }
    const row = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']))
    try {
      rows.push(checked(row))
    } catch (error) {
      throw serverError(`${name} line ${line}: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  return rows
}

const NUMBERS = ['ConnectFee', 'Rate', 'MaxCost', 'Weight']
const DURATIONS = ['RateUnit', 'RateIncrement', 'GroupIntervalStart']

function checked(row: Row): Row {
  const first = Object.keys(row)[0] ?? ''
  if (row[first] === '' && first === 'ID') throw new RpcError('MANDATORY_IE_MISSING: [ID]')
  for (const column of NUMBERS) if (row[column]) readDecimal(row[column], column)
  for (const column of DURATIONS) if (row[column]) parseDuration(row[column])
  if (row.RoundingDecimals) readInteger(row.RoundingDecimals, 'RoundingDecimals')
  if ('WeekDays' in row) readTimingLists({ ...EMPTY_TIMING, ...row })
  return row
}

const EMPTY_TIMING = { ID: '', Years: '', Months: '', MonthDays: '', WeekDays: '', Time: '' }

async function toSource(
  rows: Partial<Record<FileName, Row[]>>,
  { tpId, tenant }: { tpId: string; tenant: string },
): Promise<TariffSource> {
  const number = (text: string | undefined) => Number(text || 0)
  const grouped = async <T>(name: FileName, item: (row: Row) => T) => {
    const groups = new Map<string, T[]>()
    await eachInSlices(rows[name] ?? [], (row) => {
      const group = groups.get(row.ID ?? '')
      if (group === undefined) groups.set(row.ID ?? '', [item(row)])
      else group.push(item(row))
    })
    return [...groups].map(([ID, items]) => ({ TPid: tpId, ID, items }))
  }
  return {
    timings: (rows['Timings.csv'] ?? []).map((row) => ({ ...EMPTY_TIMING, ...row, TPid: tpId })),
    destinations: (await grouped('Destinations.csv', (row) => row.Prefix ?? '')).map(({ items, ...id }) => ({
      ...id,
      Prefixes: items,
    })),
    rates: (
      await grouped('Rates.csv', (row) => ({
        ConnectFee: number(row.ConnectFee),
        Rate: number(row.Rate),
        RateUnit: row.RateUnit ?? '',
        RateIncrement: row.RateIncrement ?? '',
        GroupIntervalStart: row.GroupIntervalStart ?? '',
      }))
    ).map(({ items, ...id }) => ({ ...id, RateSlots: items })),
    destinationRates: (
      await grouped('DestinationRates.csv', (row) => ({
        DestinationId: row.DestinationId ?? '',
        RateId: row.RateId ?? '',
        RoundingMethod: row.RoundingMethod ?? '',
        RoundingDecimals: number(row.RoundingDecimals),
        MaxCost: number(row.MaxCost),
        MaxCostStrategy: row.MaxCostStrategy ?? '',
      }))
    ).map(({ items, ...id }) => ({ ...id, DestinationRates: items })),
    ratingPlans: (
      await grouped('RatingPlans.csv', (row) => ({
        DestinationRatesId: row.DestinationRatesId ?? '',
        TimingId: row.TimingId ?? '',
        Weight: number(row.Weight),
      }))
    ).map(({ items, ...id }) => ({ ...id, RatingPlanBindings: items })),
    sharedGroups: (
      await grouped('SharedGroups.csv', (row) => ({
        Account: row.Account ?? '',
        Strategy: row.Strategy ?? '',
        RatingSubject: row.RatingSubject ?? '',
      }))
    ).map(({ items, ...id }) => ({ ...id, SharedGroups: items })),
    ratingProfiles: (rows['RatingProfiles.csv'] ?? []).map((row) => ({
      TPid: tpId,
      LoadId: LOAD_ID,
      Tenant: row.Tenant || tenant,
      Category: row.Category ?? '',
      Subject: row.Subject ?? '',
      RatingPlanActivations: [
        {
          ActivationTime: row.ActivationTime ?? '',
          RatingPlanId: row.RatingPlanId ?? '',
          FallbackSubjects: row.FallbackSubjects ?? '',
        },
      ],
    })),
  }
}
