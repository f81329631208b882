import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { killRun } from './faults/kill.js'

const SHORT = { kills: 3, messagesPerKill: 15_000, connections: 3 }
const ACKNOWLEDGE_FIRST = fileURLToPath(
  new URL('../dist/faults/acknowledge-first.js', import.meta.url),
)

test('killed at full load again and again, it loses and doubles nothing acknowledged', async () => {
  const verdict = await killRun(SHORT)

  expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0 })
  expect(verdict.acknowledged).toBeGreaterThanOrEqual(45_000)
  expect(verdict.redelivered).toBeGreaterThan(0)
}, 180_000)

test('its broken twin, which acknowledges before the disk has the message, loses some', async () => {
  const verdict = await killRun({ ...SHORT, program: ACKNOWLEDGE_FIRST })

  expect(verdict.missing).toBeGreaterThan(0)
}, 180_000)
