import type { Device, RawMessage } from '@bypuls/model'

/** Six metrics each, as a room sensor sends them. */
const METRICS = ['co2', 'indoor-temperature', 'indoor-humidity', 'voc', 'people', 'noise-laeq']
/** Of a message of the city. */
export const READINGS_PER_MESSAGE = METRICS.length
const DEVICES_PER_SITE = 100
/** How often each device sends. */
const EVERY_S = 10

/** Many devices that send one after another, all the time. */
export type City = {
  readonly points: readonly string[]
  readonly deviceOf: (organisation: string, name: string) => Device | undefined
  /** The next device's message as of now; no two of them have the same point and time. */
  next(now: number): RawMessage
}

/** As many devices as send so many messages a second, each every ten seconds. */
export function createCity(messagesPerSecond: number): City {
  const devices = Array.from({ length: messagesPerSecond * EVERY_S }, (_, index) => toDevice(index))
  const byName = new Map(devices.map((device) => [device.name, device]))
  let sent = 0

  return {
    points: devices.flatMap(({ links }) => links.map(({ point }) => point)),
    deviceOf: (_, name) => byName.get(name),
    next(now) {
      const name = `device-${sent % devices.length}`
      sent += 1
      const tenth = (sent % 97) / 10
      const payload = `{"time":${now},"co2":${600 + tenth},"indoor-temperature":${20 + tenth},"indoor-humidity":${40 + tenth},"voc":${100 + tenth},"people":${sent % 7},"noise-laeq":${50 + tenth}}`
      return {
        organisation: 'odense',
        device: name,
        topic: `odense/${name}/up`,
        payload: Buffer.from(payload),
        receivedAt: now,
      }
    },
  }
}

function toDevice(index: number): Device {
  const place = `site-${Math.floor(index / DEVICES_PER_SITE)}.room-${index % DEVICES_PER_SITE}`
  return {
    organisation: 'odense',
    name: `device-${index}`,
    title: `Device ${index}`,
    format: 'bypuls-json',
    links: METRICS.map((metric) => ({
      field: metric,
      point: `${place}.${metric}`,
      from: 0,
      expectedIntervalMs: EVERY_S * 1_000,
    })),
  }
}
