import { expect, test } from 'vitest'
import { gridStep, moved, pointOf, positionAt, viewAround, WHOLE_WORLD, zoomed } from './map-view.ts'

const LONDON = { latitude: 51.5074, longitude: -0.1278 }

test('a point of the map and its position lead to each other', () => {
  const view = viewAround(LONDON)
  const { x, y } = pointOf(view, LONDON)
  expect(positionAt(view, x, y)).toEqual(LONDON)
})

test('the corners of the whole world are its corners', () => {
  expect(positionAt(WHOLE_WORLD, 0, 0)).toEqual({ latitude: 90, longitude: -180 })
  expect(positionAt(WHOLE_WORLD, 1, 1)).toEqual({ latitude: -90, longitude: 180 })
})

test('zooming keeps the position under the pointer where it is', () => {
  const view = viewAround(LONDON)
  const under = positionAt(view, 0.3, 0.4)
  const { x, y } = pointOf(zoomed(view, 2, under), under)
  expect(x).toBeCloseTo(0.3)
  expect(y).toBeCloseTo(0.4)
})

test('the view never leaves the world', () => {
  expect(moved(WHOLE_WORLD, 0.5, 0.5)).toEqual(WHOLE_WORLD)
  const corner = moved({ ...WHOLE_WORLD, span: 90 }, 5, 5)
  expect(corner).toEqual({ span: 90, longitude: 135, latitude: 67.5 })
  expect(zoomed(corner, 1 / 100)).toEqual(WHOLE_WORLD)
})

test('the grid gets finer with the view', () => {
  expect(gridStep(WHOLE_WORLD)).toBe(30)
  expect(gridStep({ ...WHOLE_WORLD, span: 60 })).toBe(5)
  expect(gridStep({ ...WHOLE_WORLD, span: 0.05 })).toBe(0.005)
})
