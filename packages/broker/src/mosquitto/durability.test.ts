import { setTimeout } from 'node:timers/promises'
import { findProgram, openFaultProxy, type ShippedMosquittoOptions } from '@bypuls/servers'
import mqtt from 'mqtt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
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

describe.skipIf(findProgram('mosquitto') === null)('a connection that is cut at load', () => {
  test('has everything acknowledged only once it is on disk, and loses nothing', async () => {
    const { sent, kept, arrivals } = await cutAtLoad((keep, done) => {
      void setTimeout(3).then(() => {
        keep()
        done()
      })
    })

    expect(kept.size).toBe(sent)
    expect(arrivals()).toBeGreaterThan(sent) // some came twice
  })

  test('acknowledged before the disk has it (the broken twin), loses what was under way', async () => {
    const { sent, kept } = await cutAtLoad((keep, done, isAlive) => {
      done()
      void setTimeout(50).then(() => {
        if (isAlive()) keep()
      })
    })

    expect(kept.size).toBeLessThan(sent)
  })
})

type Taking = (keep: () => void, done: () => void, isAlive: () => boolean) => void

/** Publishes 4 000 messages and cuts the ingest's connection three times meanwhile. */
async function cutAtLoad(take: Taking) {
  const city = await startMosquittoCity(['odense/lamp-1'])
  const { platformPort, port } = city.server
  const proxy = await openFaultProxy({ target: { host: '127.0.0.1', port: platformPort } })
  onTestFinished(async () => {
    await city.stop()
    await proxy.close()
  })
  const sent = 4_000
  const kept = new Set<string>()
  let arrivals = 0
  let lives = 0
  const bus = await city.bus({
    url: `mqtt://127.0.0.1:${proxy.port}`,
    receive(message, done) {
      const life = lives
      const text = Buffer.from(message.payload).toString()
      arrivals += 1
      take(
        () => kept.add(text),
        () => done(),
        () => life === lives,
      )
    },
  })
  await expect.poll(() => bus.health(), { timeout: 15_000 }).toEqual({ ok: true })
  const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, {
    username: 'odense/lamp-1',
    password: 'right',
  })

  for (let n = 0; n < sent; n += 1) {
    const published = device.publishAsync('odense/lamp-1/up', `${n}`, { qos: 1 })
    if (n % 50 === 0) await published
    if (n % 1_000 === 999) {
      await vi.waitFor(() => expect(bus.health()).toEqual({ ok: true }), { timeout: 10_000 })
      lives += 1
      proxy.set({ kind: 'refuse' })
      proxy.set({ kind: 'pass' })
    }
  }
  await device.endAsync()
  await vi.waitFor(() => expect(arrivals).toBeGreaterThanOrEqual(sent), { timeout: 10_000 })
  await vi.waitFor(() => expect(kept.size).toBe(sent), { timeout: 2_000 }).catch(() => undefined)
  return { sent, kept, arrivals: () => arrivals }
}

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
