import { expect, test } from 'vitest'
import { layOutMarks, mapPoint, viewBoxOf } from './map-layout.js'

test('places lie where the map draws them, and Bornholm in its inset', () => {
  const odense = mapPoint({ latitude: 55.3908, longitude: 10.3794 })
  expect(Math.round(odense.x)).toBe(271)
  expect(Math.round(odense.y)).toBe(444)
  const roenne = mapPoint({ latitude: 55.1, longitude: 14.7 })
  expect(roenne.x).toBeGreaterThan(490)
  expect(roenne.y).toBeLessThan(70)
})

test('two sites in one town neither cover each other nor each other’s names', () => {
  const wanted = [
    { x: 300, y: 300, width: 120 },
    { x: 306, y: 300, width: 110 },
  ]
  const [a, b] = layOutMarks(wanted, { width: 420, height: 455 })

  expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0))).toBeGreaterThanOrEqual(26)
  const boxes = [
    { x: a?.label.x ?? 0, y: a?.label.y ?? 0, width: 120 },
    { x: b?.label.x ?? 0, y: b?.label.y ?? 0, width: 110 },
  ]
  const [first, second] = boxes
  const apart =
    (first?.x ?? 0) + 120 <= (second?.x ?? 0) ||
    (second?.x ?? 0) + 110 <= (first?.x ?? 0) ||
    Math.abs((first?.y ?? 0) - (second?.y ?? 0)) >= 22
  expect(apart).toBe(true)
})

test('an enlarged view stays inside the drawing', () => {
  expect(viewBoxOf({ x: 0, y: 0, zoom: 2 })).toEqual({ x: 0, y: 0, width: 280, height: 303.5 })
})
