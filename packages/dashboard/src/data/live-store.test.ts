import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLiveStore } from './live-store.js'

const POINT = 'school.room-1.co2'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a back-filled value never replaces a newer one', () => {
  const store = createLiveStore(500)
  store.takeFrame({ site: 'school', at: 2_000, values: [[POINT, 2_000, 800, 'good']] }, 2_000)
  store.takeFrame({ site: 'school', at: 3_000, values: [[POINT, 1_000, 400, 'good']] }, 3_000)

  vi.advanceTimersByTime(500)

  expect(store.value(POINT)).toEqual({ observedAt: 2_000, value: 800, quality: 'good' })
  expect(store.siteNewest('school')).toBe(2_000)
})

test('many frames are one change for the page', () => {
  const store = createLiveStore(500)
  const heard = vi.fn()
  store.subscribe(heard)
  for (let i = 0; i < 20; i++)
    store.takeFrame({ site: 'school', at: i, values: [[POINT, i, i, 'good']] }, i)

  vi.advanceTimersByTime(500)

  expect(heard).toHaveBeenCalledTimes(1)
})

test('while paused the figures stand still, and then catch up', () => {
  const store = createLiveStore(500)
  store.setStatus({ paused: true })
  store.takeFrame({ site: 'school', at: 1, values: [[POINT, 1, 800, 'good']] }, 1)
  vi.advanceTimersByTime(500)
  expect(store.value(POINT)).toBeUndefined()

  store.setStatus({ paused: false })
  vi.advanceTimersByTime(500)

  expect(store.value(POINT)?.value).toBe(800)
})
