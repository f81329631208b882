import { expect, test } from 'vitest'
import { every, openTown } from './testing/open-town.js'
import { DAY, HOUR, type TestSite } from './testing/view.js'
import { cutWindows, knownOf, siteRecord } from './until.js'

const MINUTE = 60_000
const room: TestSite = { rooms: { room: { kind: 'room', points: { co2: 10 * MINUTE } } } }
const at = (text: string) => Date.parse(text)
const zone = 'Europe/Copenhagen'

test('the windows of a range are cut at its ends', () => {
  const range = { from: at('2026-11-09T12:00:00+01:00'), to: at('2026-11-11T06:00:00+01:00') }

  expect(cutWindows(range, 'P1D', zone).map(({ start, end }) => (end - start) / HOUR)).toEqual([
    12, 24, 6,
  ])
  expect(cutWindows({ from: 0, to: 0 }, 'P1D', zone)).toEqual([])
})

test('the hour that goes on is judged by the part that has passed, the next ones not at all', async () => {
  const now = at('2026-11-23T12:35:00+01:00')
  const town = openTown({ room }, { now })
  town.put(
    'room.room.co2',
    every(10 * MINUTE, now - DAY - 35 * MINUTE, now).map((time) => [time, 800] as const),
  )
  await town.stored()
  const windows = cutWindows({ from: now - 35 * MINUTE - HOUR, to: now + 2 * HOUR }, 'PT1H', zone)

  const { series, until } = knownOf(town, siteRecord(town, 'room'))
  const [answer] = await series({ points: ['room.room.co2'], windows, timezone: zone })

  expect(until).toBe(now)
  expect(answer?.windows.map(({ value, coverage, count }) => [value, coverage, count])).toEqual([
    [800, 1, 6],
    [800, 1, 4],
    [null, null, 0],
    [null, null, 0],
  ])
  expect(answer?.windows.map(({ start, end }) => ({ start, end }))).toEqual(windows)
})

test('a historical site is known up to its newest reading, that one included', async () => {
  const old: TestSite = { ...room, source: 'historical' }
  const newest = at('2015-02-10T09:30:00+01:00')
  const town = openTown({ old }, { now: at('2026-11-23T12:35:00+01:00') })
  town.put(
    'old.room.co2',
    every(10 * MINUTE, newest - HOUR - 30 * MINUTE, newest).map((time) => [time, 800] as const),
  )
  await town.stored()
  const range = { from: newest - HOUR - 30 * MINUTE, to: newest + 2 * HOUR }
  const windows = cutWindows(range, 'PT1H', zone)

  const { series, until } = knownOf(town, siteRecord(town, 'old'))
  const [answer] = await series({ points: ['old.room.co2'], windows, timezone: zone })

  expect(until).toBe(newest + 1)
  expect(answer?.windows.map(({ coverage, count }) => [coverage, count])).toEqual([
    [1, 6],
    [1, 4],
    [null, 0],
    [null, 0],
  ])
})

test('asking for a site that is not there is a bug, and says which', () => {
  expect(() => siteRecord(openTown({ room }, { now: 0 }), 'nowhere')).toThrow('no site nowhere')
})
