import type { IndoorClimate, Latest, Room, RoomWindow } from '@bypuls/model'
import { describe, expect, test } from 'vitest'
import { resolveRange } from '../../app/range.js'
import { barHeight, barScale, emptyTime, heaviestRoom, silentRooms } from './indoor-figures.js'
import { chosenColumns, weeksBefore } from './indoor-range.js'

const zone = 'Europe/Copenhagen'
const now = Date.parse('2026-11-23T12:00+01:00')

function window(hour: number, value: number | null, occupied = 1): RoomWindow {
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    start: `2026-11-20T${two(hour)}:00:00+01:00`,
    end: `2026-11-20T${two(hour + 1)}:00:00+01:00`,
    value,
    category: value === null ? null : 1,
    coverage: 1,
    quality: 'good',
    occupied,
    shares: null,
  }
}

function room(place: string, windows: RoomWindow[], iii = 0): Room {
  const shares = { i: 1 - iii, ii: 0, iii, iv: 0 }
  const occupied = { occupiedHours: 8, judgedHours: 8, shares, atMost1000ppm: 1 - iii, coverage: 1 }
  return { place, placeTitle: place, usage: null, point: `s.${place}.co2`, occupied, windows }
}

function climate(rooms: Room[]): IndoorClimate {
  const occupied = {
    occupiedHours: 0,
    judgedHours: 0,
    shares: null,
    atMost1000ppm: null,
    coverage: null,
  }
  return {
    metric: 'co2',
    unit: '[ppm]',
    bounds: { lower: null, upper: [950, 1200, 1750] },
    occupied,
    rooms,
  }
}

describe('the heaviest room', () => {
  test('is the one with the most occupied time in III and IV', () => {
    const rooms = [room('a', [window(9, 1900)]), room('b', [window(9, 1300)], 0.25)]

    expect(heaviestRoom(climate(rooms))).toMatchObject({ room: { place: 'b' }, hours: 2 })
  })

  test('is told by its highest value while people are there, where none is outside II', () => {
    const rooms = [
      room('a', [window(9, 900), window(20, 2000, 0)]),
      room('b', [window(9, 950), window(10, null)]),
    ]

    expect(heaviestRoom(climate(rooms))).toMatchObject({
      room: { place: 'b' },
      peak: { value: 950 },
    })
  })

  test('is nobody where nothing was measured in occupied time', () => {
    expect(heaviestRoom(climate([room('a', [window(20, 800, 0)])]))).toBeNull()
    expect(heaviestRoom(undefined)).toBeNull()
  })
})

describe('a silent room', () => {
  const latest = (state: Latest['state'], observedAt: string | null): Latest => ({
    point: '',
    observedAt,
    receivedAt: null,
    value: null,
    unit: '[ppm]',
    quality: 'good',
    rule: null,
    state,
  })

  test('is one whose every sensor is offline, since its newest reading', () => {
    const climates = [climate([room('a', []), room('b', [])])]
    const known = new Map([
      ['s.a.co2', latest('offline', '2026-11-20T14:30:00+01:00')],
      ['s.b.co2', latest('stale', '2026-11-23T11:00:00+01:00')],
    ])

    expect(silentRooms(climates, known)).toMatchObject([
      { room: { place: 'a' }, since: Date.parse('2026-11-20T14:30+01:00') },
    ])
  })
})

describe('the bars of a table of rooms', () => {
  test('begin at the outdoor air and still show what lies below it', () => {
    const scale = barScale(climate([]), 400)

    expect(scale).toEqual({ low: 400, high: 1800 })
    expect([barHeight(1100, scale), barHeight(300, scale), barHeight(5000, scale)]).toEqual([
      0.5, 0.04, 1,
    ])
  })

  test('stretches without people are joined', () => {
    const windows = [window(6, 1, 0), window(7, 1, 0), window(8, 1), window(9, 1, 0)]

    expect(emptyTime(windows)).toEqual([
      { from: Date.parse('2026-11-20T06:00+01:00'), to: Date.parse('2026-11-20T08:00+01:00') },
      { from: Date.parse('2026-11-20T09:00+01:00'), to: Date.parse('2026-11-20T10:00+01:00') },
    ])
  })
})

describe('the columns and weeks', () => {
  const range = (name: 'today' | 'week' | 'month' | 'year') =>
    resolveRange({ range: name }, { now, zone, fallback: 'today' })

  test('are never more than can be read', () => {
    expect(chosenColumns(range('today'), undefined)).toBe('PT1H')
    expect(chosenColumns(range('week'), 'PT1H')).toBe('P1D')
    expect(chosenColumns(range('month'), 'P1W')).toBe('P1W')
    expect(chosenColumns(range('year'), undefined)).toBe('P1W')
  })

  test('start on local Mondays, over the change of the clocks', () => {
    const weeks = weeksBefore(range('today'), 5)

    expect(weeks.map(({ from }) => new Date(from).toISOString())).toEqual([
      '2026-10-25T23:00:00.000Z',
      '2026-11-01T23:00:00.000Z',
      '2026-11-08T23:00:00.000Z',
      '2026-11-15T23:00:00.000Z',
      '2026-11-22T23:00:00.000Z',
    ])
    expect(weeksBefore(range('today'), 6)[0]).toEqual({
      from: Date.parse('2026-10-18T22:00:00Z'),
      to: Date.parse('2026-10-25T23:00:00Z'),
    })
  })
})
