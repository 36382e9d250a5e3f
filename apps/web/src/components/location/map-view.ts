/** A position in degrees. */
export type Position = { latitude: number; longitude: number }

/** What part of the world shows: its centre, and how many degrees of longitude fit across. */
export type MapView = Position & { span: number }

/** Height of the map for one of width. */
export const ASPECT = 0.5
const WIDEST = 360
const NARROWEST = 0.05

export const WHOLE_WORLD: MapView = { latitude: 0, longitude: 0, span: WIDEST }

/** The view after opening: around the position when there is one. */
export function viewAround(position: Position | undefined): MapView {
  return position ? clamped({ ...position, span: 60 }) : WHOLE_WORLD
}

/** Nearer for factors above 1, keeping `around` (the centre when left out) where it stands. */
export function zoomed(view: MapView, factor: number, around: Position = view): MapView {
  const span = Math.min(WIDEST, Math.max(NARROWEST, view.span / factor))
  const scale = span / view.span
  return clamped({
    span,
    latitude: around.latitude + (view.latitude - around.latitude) * scale,
    longitude: around.longitude + (view.longitude - around.longitude) * scale,
  })
}

/** Moves the view by a part of its width (to the east) and of its height (to the north). */
export function moved(view: MapView, east: number, north: number): MapView {
  return clamped({
    ...view,
    longitude: view.longitude + east * view.span,
    latitude: view.latitude + north * view.span * ASPECT,
  })
}

/** The position under a point of the map, given in parts of its width and height from the top left. */
export function positionAt(view: MapView, x: number, y: number): Position {
  return rounded({
    longitude: clamp(view.longitude + (x - 0.5) * view.span, 180),
    latitude: clamp(view.latitude - (y - 0.5) * view.span * ASPECT, 90),
  })
}

/** Where a position stands on the map, in parts of its width and height; outside of 0 to 1 it is out of sight. */
export function pointOf(view: MapView, { latitude, longitude }: Position): { x: number; y: number } {
  return {
    x: (longitude - view.longitude) / view.span + 0.5,
    y: (view.latitude - latitude) / (view.span * ASPECT) + 0.5,
  }
}

/** Six decimals: a tenth of a metre. */
export function rounded({ latitude, longitude }: Position): Position {
  return { latitude: Number(latitude.toFixed(6)), longitude: Number(longitude.toFixed(6)) }
}

/** Width of the squares of the grid, so that some ten of them fit across. */
export function gridStep(view: MapView): number {
  const steps = [30, 10, 5, 2, 1, 0.5, 0.1, 0.05, 0.01]
  return steps.find((step) => view.span / step >= 8) ?? 0.005
}

function clamped(view: MapView): MapView {
  return {
    span: view.span,
    longitude: clamp(view.longitude, 180 - view.span / 2),
    latitude: clamp(view.latitude, 90 - (view.span * ASPECT) / 2),
  }
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value))
}
