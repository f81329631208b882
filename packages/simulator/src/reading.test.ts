import { describe, expect, test } from 'vitest'
import { valueAt } from './reading.js'
import { BEGAN, cityOf, HOUR_MS, LIVE, pointOf } from './testing/city-of.js'

const city = cityOf(1)
const allPoints = city.sensors.flatMap((sensor) => sensor.points)
const HISTORY = { intervalMs: 300_000, origin: BEGAN }

describe('what sensors say', () => {
  test('is the same for the same seed, whatever was asked before', () => {
    const asked = cityOf(1)
    for (const point of asked.sensors.flatMap((sensor) => sensor.points)) {
      valueAt(point, BEGAN - 100 * 24 * HOUR_MS, LIVE)
    }
    const again = asked.sensors.flatMap((sensor) => sensor.points)

    for (const [index, point] of allPoints.entries()) {
      const other = again[index]
      if (other !== undefined) expect(valueAt(other, BEGAN, LIVE)).toBe(valueAt(point, BEGAN, LIVE))
    }
  })

  test('differs between two seeds', () => {
    const other = cityOf(2)
    const id = 'doll-albertslund.mast-7.outdoor-temperature'

    expect(valueAt(pointOf(other, id), BEGAN, LIVE)).not.toBe(
      valueAt(pointOf(city, id), BEGAN, LIVE),
    )
  })

  test('counters only count up, over midnights, the change of clocks and the start of live values', () => {
    const totals = allPoints.filter(({ source }) => source.kind === 'total')
    const starts = [Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 20), BEGAN - 12 * HOUR_MS]
    for (const point of totals) {
      for (const start of starts) {
        let before = valueAt(point, start, LIVE)
        for (let time = start; time < start + 24 * HOUR_MS; time += 170_000) {
          const value = valueAt(point, time, LIVE)
          expect(value, point.id).toBeGreaterThanOrEqual(before)
          before = value
        }
      }
    }
    expect(totals.length).toBe(32)
  })

  test('joins live values to history without a step', () => {
    const gauges = allPoints.filter(({ source }) => source.kind === 'gauge')
    const boundary = Math.floor(BEGAN / 300_000) * 300_000

    for (const point of gauges) {
      expect(valueAt(point, boundary, LIVE), point.id).toBe(valueAt(point, boundary, HISTORY))
    }
  })

  test('power and the running total tell the same', () => {
    const power = pointOf(city, 'skole-odense.main-meter.electricity-power')
    const total = pointOf(city, 'skole-odense.main-meter.electricity')
    const from = Date.UTC(2026, 10, 17, 23)
    let kWh = 0
    for (let minute = 0; minute < 24 * 60; minute++) {
      kWh += valueAt(power, from + minute * 60_000 + 30_000, LIVE) / 1000 / 60
    }

    const counted = valueAt(total, from + 24 * HOUR_MS, LIVE) - valueAt(total, from, LIVE)

    expect(Math.abs(kWh / counted - 1)).toBeLessThan(0.005)
  })

  test('what was counted in 10 seconds adds up to what was counted in 5 minutes', () => {
    const cars = pointOf(city, 'doll-albertslund.naverland-crossing.traffic-count')
    const midnight = Date.UTC(2026, 10, 20)
    for (const end of [midnight, midnight + 300_000, midnight + 7 * HOUR_MS]) {
      let sum = 0
      for (let time = end - 290_000; time <= end; time += 10_000) sum += valueAt(cars, time, LIVE)
      expect(sum).toBe(valueAt(cars, end, HISTORY))
    }
  })

  test('a heat meter’s totals and temperatures are one and the same', () => {
    const read = (metric: string, time: number) =>
      valueAt(pointOf(city, `skole-odense.heat-meter.${metric}`), time, LIVE)
    const from = Date.UTC(2026, 10, 18, 5)
    const grown = (metric: string) => read(metric, from + HOUR_MS) - read(metric, from)

    const supply = grown('supply-volume-temperature') / grown('heat-volume')
    const back = grown('return-volume-temperature') / grown('heat-volume')

    expect(supply).toBeGreaterThan(60)
    expect(supply).toBeLessThan(80)
    expect(grown('heat-volume') * (supply - back) * 1.163).toBeCloseTo(grown('heat'), 1)
    expect(Math.abs(supply - read('supply-temperature', from + HOUR_MS / 2))).toBeLessThan(1)
  })

  test('a changed meter begins with its own first value', () => {
    const heat = pointOf(city, 'raadhus-naestved.heat-meter.heat')
    const { at = 0 } = heat.swap ?? {}

    expect(valueAt(heat, at, LIVE)).toBe(2.4)
    expect(valueAt(heat, at - 10_000, LIVE)).toBeGreaterThan(1_000_000)
  })

  test('one CO2 sensor drifts in the eight weeks before the city began, and on', () => {
    const { fault, ...room } = pointOf(city, 'skole-odense.room-2-14.co2')
    const drifted = (time: number) =>
      valueAt({ ...room, ...(fault === undefined ? {} : { fault }) }, time, LIVE) -
      valueAt(room, time, LIVE)
    const day = 24 * HOUR_MS

    expect(drifted(BEGAN - 57 * day)).toBe(0)
    expect(drifted(BEGAN)).toBe(95)
    expect(drifted(BEGAN + 30 * day)).toBe(146)
  })
})

describe('a school day', () => {
  const noon = Date.UTC(2026, 10, 20, 10)
  const night = Date.UTC(2026, 10, 20, 1)
  const read = (id: string, time: number) =>
    valueAt(pointOf(city, `skole-odense.${id}`), time, LIVE)

  test('fills rooms with people and CO2, one of them too much', () => {
    const lessons = Array.from({ length: 42 }, (_, step) => noon + (step - 30) * 600_000)
    const highest = (id: string) => Math.max(...lessons.map((time) => read(id, time)))

    expect(read('room-1-01.co2', night)).toBeLessThan(450)
    expect(highest('room-1-01.co2')).toBeGreaterThan(600)
    expect(highest('room-1-01.co2')).toBeLessThan(1000)
    expect(highest('room-2-16.co2')).toBeGreaterThan(1350)
  })

  test('uses the electricity and heat of a school', () => {
    const ofDay = (id: string) =>
      read(id, Date.UTC(2026, 10, 20, 23)) - read(id, Date.UTC(2026, 10, 19, 23))

    expect(ofDay('main-meter.electricity')).toBeGreaterThan(300)
    expect(ofDay('main-meter.electricity')).toBeLessThan(700)
    expect(ofDay('heat-meter.heat')).toBeGreaterThan(700)
    expect(ofDay('heat-meter.heat')).toBeLessThan(2200)
  })
})
