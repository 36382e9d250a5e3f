import type { Chance } from './chance.ts'

/** Towns with the position of their centre, so that sites lie where their address says. */
const TOWNS = [
  { city: 'London', state: 'Greater London', area: 'SW', latitude: 51.4975, longitude: -0.1357 },
  { city: 'Bristol', state: 'Bristol', area: 'BS', latitude: 51.4545, longitude: -2.5879 },
  { city: 'Leeds', state: 'West Yorkshire', area: 'LS', latitude: 53.8008, longitude: -1.5491 },
  { city: 'Manchester', state: 'Greater Manchester', area: 'M', latitude: 53.4808, longitude: -2.2426 },
  { city: 'Norwich', state: 'Norfolk', area: 'NR', latitude: 52.6309, longitude: 1.2974 },
  { city: 'Exeter', state: 'Devon', area: 'EX', latitude: 50.7184, longitude: -3.5339 },
  { city: 'York', state: 'North Yorkshire', area: 'YO', latitude: 53.9591, longitude: -1.0815 },
  { city: 'Cardiff', state: 'South Glamorgan', area: 'CF', latitude: 51.4816, longitude: -3.1791 },
  { city: 'Edinburgh', state: 'City of Edinburgh', area: 'EH', latitude: 55.9533, longitude: -3.1883 },
  { city: 'Belfast', state: 'County Antrim', area: 'BT', latitude: 54.5973, longitude: -5.9301 },
] as const

const STREETS = [
  'Station Road',
  'Church Lane',
  'Victoria Street',
  'Mill Lane',
  'Queens Road',
  'Park Avenue',
  'Orchard Close',
  'Kingsway',
  'Chapel Hill',
  'Riverside Walk',
  'Highfield Drive',
  'Market Place',
  'Albert Terrace',
  'The Green',
  'Elm Grove',
]

export type Place = {
  address_line_1: string
  city: string
  state: string
  zip_code: string
  country: string
  latitude: number
  longitude: number
}

/** An address in one of the towns, within a few kilometres of its centre. */
export function somePlace(chance: Chance): Place {
  const town = chance.pick(TOWNS)
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'.split('')
  return {
    address_line_1: `${chance.number(1, 148)} ${chance.pick(STREETS)}`,
    city: town.city,
    state: town.state,
    zip_code: `${town.area}${chance.number(1, 9)} ${chance.number(1, 9)}${chance.pick(letters)}${chance.pick(letters)}`,
    country: 'United Kingdom',
    latitude: round(town.latitude + chance.number(-300, 300) / 10_000),
    longitude: round(town.longitude + chance.number(-300, 300) / 10_000),
  }
}

function round(degrees: number): number {
  return Number(degrees.toFixed(5))
}
