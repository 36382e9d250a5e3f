import type { Position } from './map-view.ts'

/** An address with its position as a form holds it; coordinates are text while they are typed. */
export type LocationValues = {
  address_line_1: string
  address_line_2: string
  city: string
  state: string
  zip_code: string
  country: string
  latitude: number | string
  longitude: number | string
  google_maps_place_id: string
}

type Stored = { [K in keyof LocationValues]?: LocationValues[K] | null }

/** Fields of a form, of what is stored; empty ones for something new. */
export function locationValuesOf(stored: Stored = {}): LocationValues {
  return {
    address_line_1: stored.address_line_1 ?? '',
    address_line_2: stored.address_line_2 ?? '',
    city: stored.city ?? '',
    state: stored.state ?? '',
    zip_code: stored.zip_code ?? '',
    country: stored.country ?? '',
    latitude: stored.latitude ?? '',
    longitude: stored.longitude ?? '',
    google_maps_place_id: stored.google_maps_place_id ?? '',
  }
}

/** The position, once both coordinates are there and in range. */
export function positionOf({
  latitude,
  longitude,
}: Pick<LocationValues, 'latitude' | 'longitude'>): Position | undefined {
  const [north, east] = [coordinateOf(latitude, 90), coordinateOf(longitude, 180)]
  return north === undefined || east === undefined ? undefined : { latitude: north, longitude: east }
}

/** A pair as maps copy it, `51.5074, -0.1278`; undefined for any other text. */
export function readPair(text: string): Position | undefined {
  const [, latitude = '', longitude = ''] = /^\s*(-?\d+(?:\.\d+)?)\s*[,; ]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text) ?? []
  return positionOf({ latitude, longitude })
}

function coordinateOf(value: number | string, limit: number): number | undefined {
  if (typeof value === 'string' && value.trim() === '') return undefined
  const degrees = Number(value)
  return Number.isFinite(degrees) && Math.abs(degrees) <= limit ? degrees : undefined
}
