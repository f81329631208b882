import { findProgram, type ShippedMosquittoOptions } from '@bypuls/servers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startMosquittoCity } from '../testing/mosquitto-city.js'
import { brokerHorizonRun, type HorizonRunOptions } from './horizon-run.js'

describe.skipIf(findProgram('mosquitto') === null)('what a Mosquitto keeps when it ends', () => {
  test('stopped and started again while the ingest is away, it has every message', async () => {
    const run = await horizonRun({ ingest: 'away', signal: 'SIGTERM' })

    expect(run.acknowledged).toBeGreaterThan(1_000)
    expect(run.lost).toBe(0)
  })

  test('without its persistence (the broken twin) it has none', async () => {
    const run = await horizonRun(
      { ingest: 'away', signal: 'SIGTERM' },
      { settings: { persistence: 'false' } },
    )

    expect(run.acknowledged).toBeGreaterThan(1_000)
    expect(run.lost).toBe(run.acknowledged)
  })

  test('killed while the ingest keeps up, nothing that the ingest had is lost', async () => {
    const run = await horizonRun({ ingest: 'keeping-up', signal: 'SIGKILL' })

    expect(run.taken).toBeGreaterThan(1_000)
    expect(run.takenLost).toBe(0)
  })

  test('killed while the ingest is away, it has what it saved', async () => {
    const run = await horizonRun({ ingest: 'away', signal: 'SIGKILL', publishMs: 5_000 })

    expect(run.lost).toBeLessThan(run.acknowledged)
  })
})

async function horizonRun(
  run: Pick<HorizonRunOptions, 'ingest' | 'signal'> & { readonly publishMs?: number },
  options: ShippedMosquittoOptions = {},
) {
  const city = await startMosquittoCity(['odense/lamp-1'], options)
  onTestFinished(() => city.stop())
  const ready = await city.bus()
  await expect.poll(() => ready.health(), { timeout: 15_000 }).toEqual({ ok: true })
  return brokerHorizonRun({
    broker: city.server,
    platform: city.platform,
    device: { username: 'odense/lamp-1', password: 'right' },
    ratePerS: 1_000,
    publishMs: 2_000,
    name: 'horizon',
    ...run,
  })
}
