import { LiveFrame } from '@bypuls/model'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLive } from './live.js'
import { CO2, NOON, TEMPERATURE } from './testing/town.js'

const published: { topic: string; payload: string }[] = []
beforeEach(() => {
  published.length = 0
  vi.useFakeTimers({ now: NOON })
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first values of a site go out at once, in one frame of the wire contract', () => {
  const live = open()

  live.add(reading(CO2, 612))
  live.add(reading(TEMPERATURE, 21))
  vi.advanceTimersByTime(5)

  expect(published.map(({ topic }) => topic)).toEqual(['bypuls/live/skole'])
  const frame = LiveFrame.parse(JSON.parse(published[0]?.payload ?? ''))
  expect(frame.site).toBe('skole')
  expect(frame.values).toEqual([
    [CO2, NOON, 612, 'good'],
    [TEMPERATURE, NOON, 21, 'good'],
  ])
})

test('a thousand values in a second are at most three frames with the newest value each', () => {
  const live = open()

  for (let ms = 0; ms < 1_000; ms += 1) {
    live.add(reading(CO2, ms))
    vi.advanceTimersByTime(1)
  }
  vi.advanceTimersByTime(1_000)

  expect(published).toHaveLength(3)
  expect(frameValues(2)).toEqual([[CO2, NOON, 999, 'good']])
})

test('sites do not wait for each other, and a quiet site sends nothing', () => {
  const live = open()

  live.add(reading(CO2, 612))
  vi.advanceTimersByTime(5)
  live.add(reading('havn.quay.water-level', 0.3))
  vi.advanceTimersByTime(5)
  expect(published.map(({ topic }) => topic)).toEqual(['bypuls/live/skole', 'bypuls/live/havn'])

  vi.advanceTimersByTime(60_000)
  expect(published).toHaveLength(2)
})

function open() {
  return createLive({
    publish: (topic, payload) => published.push({ topic, payload }),
    now: () => Date.now(),
  })
}

function reading(point: string, value: number) {
  return { point, observedAt: NOON, value, flag: 'good' as const }
}

function frameValues(index: number): unknown {
  return LiveFrame.parse(JSON.parse(published[index]?.payload ?? '')).values
}
