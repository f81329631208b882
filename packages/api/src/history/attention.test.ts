import type { LatestValue } from '@bypuls/ingest'
import { expect, test } from 'vitest'
import { createAttention } from './attention.js'
import { latestOf, type TestSite, viewOf } from './testing/view.js'

const NOW = Date.UTC(2026, 10, 23, 12)
const MINUTE = 60_000
const minutesAgo = (minutes: number) => NOW - minutes * MINUTE

const school: TestSite = {
  rooms: {
    'room-1': { kind: 'room', points: { co2: MINUTE, 'indoor-temperature': MINUTE } },
    'room-2': { kind: 'room', points: { co2: MINUTE, 'indoor-temperature': MINUTE } },
  },
}

function attention(
  sites: Record<string, TestSite>,
  latest: Record<string, Partial<LatestValue>>,
): readonly object[] {
  const view = viewOf(sites)
  const deps = { view: () => view, latest: latestOf(latest), now: () => NOW }
  return createAttention(deps).list(Object.keys(sites)).items
}

test('all is well and nothing needs attention', () => {
  const fresh = { observedAt: minutesAgo(1) }

  const items = attention(
    { school },
    {
      'school.room-1.co2': fresh,
      'school.room-1.indoor-temperature': fresh,
      'school.room-2.co2': fresh,
      'school.room-2.indoor-temperature': fresh,
    },
  )

  expect(items).toEqual([])
})

test('late, silent and unbelieved points are named, newest trouble first', () => {
  const items = attention(
    { school },
    {
      'school.room-1.co2': {
        observedAt: minutesAgo(1),
        value: 12_000,
        flag: 'suspect',
        rule: 'range',
      },
      'school.room-1.indoor-temperature': { observedAt: minutesAgo(1) },
      'school.room-2.co2': { observedAt: minutesAgo(90) },
      'school.room-2.indoor-temperature': { observedAt: minutesAgo(10) },
    },
  )

  expect(items).toEqual([
    {
      kind: 'suspect',
      site: 'school',
      siteTitle: 'Title of school',
      point: 'school.room-1.co2',
      placeTitle: 'Title of room-1',
      metric: 'co2',
      points: 1,
      since: '2026-11-23T12:59:00+01:00',
      value: 12_000,
      unit: '[ppm]',
      rule: 'range',
      expectedIntervalMs: 60_000,
    },
    {
      kind: 'stale',
      site: 'school',
      siteTitle: 'Title of school',
      point: 'school.room-2.indoor-temperature',
      placeTitle: 'Title of room-2',
      metric: 'indoor-temperature',
      points: 1,
      since: '2026-11-23T12:50:00+01:00',
      value: null,
      unit: null,
      rule: null,
      expectedIntervalMs: 60_000,
    },
    expect.objectContaining({
      kind: 'offline',
      point: 'school.room-2.co2',
      since: '2026-11-23T11:30:00+01:00',
    }),
  ])
})

test('several points of a place are one item, and a whole silent site is one', () => {
  const fresh = { observedAt: minutesAgo(1) }
  const old = { observedAt: minutesAgo(120) }

  const items = attention(
    { school, hall: school },
    {
      'school.room-1.co2': fresh,
      'school.room-1.indoor-temperature': fresh,
      'school.room-2.co2': old,
      'school.room-2.indoor-temperature': { observedAt: minutesAgo(100) },
      'hall.room-1.co2': { observedAt: minutesAgo(90), flag: 'suspect' },
      'hall.room-1.indoor-temperature': old,
      'hall.room-2.co2': old,
    },
  )

  expect(items).toMatchObject([
    { kind: 'offline', site: 'hall', point: null, placeTitle: null, points: 4 },
    {
      kind: 'offline',
      site: 'school',
      point: null,
      placeTitle: 'Title of room-2',
      points: 2,
      since: '2026-11-23T11:20:00+01:00',
    },
  ])
})

test('a site that fell silent lately is one late item', () => {
  const late = { observedAt: minutesAgo(10) }

  const items = attention(
    { school },
    {
      'school.room-1.co2': late,
      'school.room-1.indoor-temperature': late,
      'school.room-2.co2': { observedAt: minutesAgo(300) },
      'school.room-2.indoor-temperature': late,
    },
  )

  expect(items).toMatchObject([
    { kind: 'stale', site: 'school', point: null, points: 4, since: '2026-11-23T12:50:00+01:00' },
  ])
})

test('a point that was never heard of is offline with no since', () => {
  const fresh = { observedAt: minutesAgo(1) }

  const items = attention(
    { school },
    {
      'school.room-1.co2': fresh,
      'school.room-1.indoor-temperature': fresh,
      'school.room-2.co2': fresh,
    },
  )

  expect(items).toMatchObject([{ point: 'school.room-2.indoor-temperature', since: null }])
})

test('nothing is expected of historical sites and of points that no device serves', () => {
  const unserved: TestSite = { rooms: { meter: { kind: 'meter', points: { heat: null } } } }

  expect(attention({ old: { ...school, source: 'historical' }, unserved }, {})).toEqual([])
})
