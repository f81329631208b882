import { expect, test } from 'vitest'
import { createAttempts } from './attempts.js'

test('ten failures within a minute refuse the name for a minute', () => {
  let now = 0
  const attempts = createAttempts(() => now)
  for (let failure = 0; failure < 9; failure++) attempts.failed('odense/sensor-1')
  expect(attempts.refusedUntil('odense/sensor-1')).toBeNull()

  now = 30_000
  attempts.failed('odense/sensor-1')

  expect(attempts.refusedUntil('odense/sensor-1')).toBe(90_000)
  expect(attempts.refusedUntil('odense/sensor-2')).toBeNull()
  now = 90_000
  expect(attempts.refusedUntil('odense/sensor-1')).toBeNull()
})

test('failures that are far apart refuse nobody', () => {
  let now = 0
  const attempts = createAttempts(() => now)

  for (let failure = 0; failure < 30; failure++) {
    attempts.failed('odense/sensor-1')
    now += 10_000
  }

  expect(attempts.refusedUntil('odense/sensor-1')).toBeNull()
})

test('a success forgets the failures before it', () => {
  const attempts = createAttempts(() => 0)
  for (let failure = 0; failure < 9; failure++) attempts.failed('odense/sensor-1')

  attempts.succeeded('odense/sensor-1')
  attempts.failed('odense/sensor-1')

  expect(attempts.refusedUntil('odense/sensor-1')).toBeNull()
})
