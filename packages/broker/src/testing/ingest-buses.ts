import mqtt from 'mqtt'
import { expect, onTestFinished, vi } from 'vitest'
import type { Bus } from '../bus.js'
import { createHeldReceiver, type MosquittoCity } from './mosquitto-city.js'

export const SLOW = { timeout: 15_000 }

/** Gives each test an ingest of its own, connected, a device, and another process of the same name on demand. */
export function ingestBuses(city: () => MosquittoCity) {
  let names = 0

  return async function ready() {
    names += 1
    const receiver = createHeldReceiver()
    const name = `ingest-${names}`
    async function open() {
      const bus = await city().bus({ name, receive: receiver.receive })
      await up(bus)
      onTestFinished(() => bus.close())
      return bus
    }
    const bus = await open()
    const device = await connectedDevice(city(), 'odense/lamp-1')
    return { name, bus, receiver, device, open }
  }
}

/** A device that is connected until the test ends. */
export async function connectedDevice(
  city: MosquittoCity,
  username: string,
  more: mqtt.IClientOptions = {},
) {
  const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${city.server.port}`, {
    username,
    password: 'right',
    reconnectPeriod: 0,
    ...more,
  })
  onTestFinished(() => void device.end(true))
  return device
}

/** Resolves when the broker has let the bus in. */
export async function up(bus: Bus): Promise<void> {
  await vi.waitFor(() => expect(bus.health()).toEqual({ ok: true }), { ...SLOW, interval: 10 })
}
