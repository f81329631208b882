import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingestBuses, SLOW, up } from '../testing/ingest-buses.js'
import { type MosquittoCity, startMosquittoCity } from '../testing/mosquitto-city.js'

describe.skipIf(findProgram('mosquitto') === null)('more than waits in memory', () => {
  let city: MosquittoCity
  const ready = ingestBuses(() => city)
  beforeAll(async () => {
    city = await startMosquittoCity(['odense/lamp-1'])
    await up(await city.bus())
  })
  afterAll(() => city.stop())

  test('a connection that waits for the disk is not read on without bound, and goes on when it has it', async () => {
    const { device, receiver } = await ready()
    const sent = 60
    const payload = Buffer.alloc(2_000_000, 'x')

    for (let n = 0; n < sent; n += 1) {
      await device.publishAsync('odense/lamp-1/up', payload, { qos: 1 })
    }
    await expect.poll(() => receiver.held.length, SLOW).toBeGreaterThan(30)

    expect(receiver.held.length).toBeLessThan(40)
    let taken = 0
    await expect
      .poll(() => {
        for (const { done } of receiver.held.splice(0)) {
          done()
          taken += 1
        }
        return taken
      }, SLOW)
      .toBe(sent)
  })

  test('of a long queue all comes again that was not acknowledged, and nothing else', async () => {
    const { device, receiver, bus, open } = await ready()
    await bus.close()
    const texts = Array.from({ length: 3_000 }, (_, n) => `${n}`)
    await Promise.all(
      texts.map((text) => device.publishAsync('odense/lamp-1/up', text, { qos: 1 })),
    )

    await open()
    await expect.poll(() => receiver.held.length, SLOW).toBe(texts.length)
    const failure = new Error('no space left on the disk')
    const held = receiver.held.splice(0)
    for (const [n, { done }] of held.entries()) done(n < 1_000 ? undefined : failure)

    await expect.poll(() => receiver.held.length, SLOW).toBe(2_000)
    await device.publishAsync('odense/lamp-1/up', 'last', { qos: 1 })
    await expect.poll(() => receiver.texts()).toEqual([...texts.slice(1_000), 'last'])
    for (const { done } of receiver.held) done()
  })
})
