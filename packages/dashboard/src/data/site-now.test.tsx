// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLiveStatus } from './live.js'
import { useMinute } from './site-now.js'

beforeEach(() => vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:30Z') }))
afterEach(() => vi.useRealTimers())

test('the minute stands still while the page is paused, and catches up afterwards', () => {
  const { result } = renderHook(() => ({ minute: useMinute(), live: useLiveStatus() }))
  const shown = () => new Date(result.current.minute).toISOString().slice(11, 16)

  act(() => vi.advanceTimersByTime(60_000))
  expect(shown()).toBe('12:02')
  act(() => result.current.live.pause(true))
  act(() => vi.advanceTimersByTime(120_000))
  expect(shown()).toBe('12:02')
  act(() => result.current.live.pause(false))
  expect(shown()).toBe('12:04')
})
