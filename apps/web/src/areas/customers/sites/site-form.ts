import { type Site, ZSiteCreate } from '@omnicrm/contract'
import { validateBy } from '../../../components/dialog/place-error.ts'
import { type LocationValues, locationValuesOf, positionOf } from '../../../components/location/location-values.ts'

export type SiteValues = LocationValues & { site_name: string; address_note: string }

/** Fields of the form, of a site or of a new one. */
export function siteValuesOf(site?: Site): SiteValues {
  return { ...locationValuesOf(site), site_name: site?.site_name ?? '', address_note: site?.address_note ?? '' }
}

/** What the API takes. Without country it fills in its default; without Plus Code it works it out from the position. */
export function siteBodyOf(values: SiteValues) {
  const { latitude, longitude } = positionOf(values) ?? { latitude: Number.NaN, longitude: Number.NaN }
  return {
    site_name: values.site_name,
    address_line_1: values.address_line_1.trim() || null,
    address_line_2: values.address_line_2.trim() || null,
    city: values.city.trim() || null,
    state: values.state.trim() || null,
    zip_code: values.zip_code.trim() || null,
    country: values.country.trim() || null,
    latitude,
    longitude,
    google_maps_place_id: values.google_maps_place_id.trim() || null,
    address_note: values.address_note.trim() || null,
  }
}

/** Messages by field. `noPosition` is the sentence for a coordinate that is missing or out of range. */
export function siteErrors(values: SiteValues, noPosition: string): Record<string, string> {
  const errors = validateBy(ZSiteCreate.omit({ customer_id: true }))(siteBodyOf(values))
  const wrong = (['latitude', 'longitude'] as const).filter((field) => !isCoordinate(values, field))
  return { ...withoutPosition(errors), ...Object.fromEntries(wrong.map((field) => [field, noPosition])) }
}

function isCoordinate(values: SiteValues, field: 'latitude' | 'longitude'): boolean {
  return positionOf({ latitude: 0, longitude: 0, [field]: values[field] }) !== undefined
}

function withoutPosition({ latitude: _latitude, longitude: _longitude, ...errors }: Record<string, string>) {
  return errors
}
