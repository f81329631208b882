import { expect, test } from 'vitest'
import { windowsQuery } from './windows-query.js'

test('a window that is none is told which there are', () => {
  const parsed = windowsQuery.window.safeParse('foo')

  expect(parsed.error?.issues[0]?.message).toMatch(/expected one of "PT1M".*"P1Y"\|"auto"/)
  expect(windowsQuery.window.parse(undefined)).toBe('PT1H')
})
