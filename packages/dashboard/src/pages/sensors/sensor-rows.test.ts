import type { Latest, Point, WindowSeries } from '@bypuls/model'
import { describe, expect, test } from 'vitest'
import { countRows, coverageOf, filterRows, toSensorRows } from './sensor-rows.js'

function point(place: string, metric: string, title: string): Point {
  return {
    id: `site.${place}.${metric}`,
    site: 'site',
    place,
    placeTitle: `Lokale ${place}`,
    placeKind: 'room',
    usage: null,
    metric,
    title: { da: title, en: title },
    unit: '1',
    kind: 'gauge',
    aggregate: 'mean',
    topic: 'indoor',
    expectedIntervalMs: 10_000,
    device: `org/${place}-sensor`,
  }
}

function latest(id: string, state: Latest['state'], quality: Latest['quality'] = 'good'): Latest {
  const times = { observedAt: '2026-11-23T12:00:00+01:00', receivedAt: null }
  return { point: id, ...times, value: 1, unit: '1', quality, rule: null, state }
}

const points = [
  point('10', 'co2', 'CO₂'),
  point('2', 'co2', 'CO₂'),
  point('2', 'indoor-temperature', 'Temperatur'),
  point('3', 'co2', 'CO₂'),
  point('4', 'co2', 'CO₂'),
]
const rows = toSensorRows(
  points,
  {
    latest: [
      latest('site.10.co2', 'live'),
      latest('site.2.co2', 'live', 'suspect'),
      latest('site.2.indoor-temperature', 'live'),
      latest('site.3.co2', 'stale'),
    ],
    days: [],
  },
  'da',
)
const ids = (list: typeof rows) => list.map((row) => row.point.id.slice(5))

describe('the list of points', () => {
  test('has trouble first, and a point never heard of counts as offline', () => {
    expect(ids(rows)).toEqual(['4.co2', '3.co2', '2.co2', '2.indoor-temperature', '10.co2'])
  })

  test('is cut to a state', () => {
    expect(ids(filterRows(rows, 'offline', ''))).toEqual(['4.co2'])
    expect(ids(filterRows(rows, 'suspect', ''))).toEqual(['2.co2'])
    expect(countRows(rows)).toEqual({ all: 5, offline: 1, stale: 1, suspect: 1, live: 3 })
  })

  test('is cut to what has every word of a search, in place, name or device', () => {
    expect(ids(filterRows(rows, 'all', 'TEMP lokale'))).toEqual(['2.indoor-temperature'])
    expect(ids(filterRows(rows, 'all', 'org/10'))).toEqual(['10.co2'])
    expect(ids(filterRows(rows, 'live', 'lokale 3'))).toEqual([])
  })
})

describe('the coverage of a day', () => {
  const series = (coverages: (number | null)[]): WindowSeries => ({
    point: 'site.2.co2',
    metric: 'co2',
    unit: '1',
    method: 'mean',
    timezone: 'Europe/Copenhagen',
    window: 'PT1H',
    from: '',
    to: '',
    windows: coverages.map((coverage, hour) => ({
      start: `2026-11-23T0${hour}:00:00+01:00`,
      end: `2026-11-23T0${hour + 1}:00:00+01:00`,
      value: 1,
      min: 1,
      max: 1,
      count: 1,
      coverage,
      quality: 'good',
      suspect: 0,
    })),
  })

  test('is the mean over the hours in which something was expected', () => {
    expect(coverageOf(series([1, 0.5, null]))).toBe(0.75)
    expect(coverageOf(series([null]))).toBeNull()
    expect(coverageOf(undefined)).toBeNull()
  })
})
