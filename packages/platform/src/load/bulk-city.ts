import { openRegistry } from '@bypuls/registry'
import { bareRoom, bareSite } from './bare-site.js'

/** Six metrics of a room, as one message carries them. */
export const SIX = [
  'co2',
  'indoor-temperature',
  'indoor-humidity',
  'voc',
  'indoor-illuminance',
  'people',
] as const

/** The organisation and the site of the devices below. */
export const BULK = 'load'

/** How many devices go to the registry in one write. */
const AT_ONCE = 10_000

/**
 * Registers so many devices from `first` on, each with a place of its own, named alike (`device-7`), and
 * a point for each of the metrics. The registry is a server's, so processes that run learn of them.
 */
export async function registerBulk(
  registryAt: { readonly url: string; readonly password: string; readonly dataDirectory: string },
  devices: { readonly first: number; readonly count: number },
  metrics: readonly string[] = SIX,
): Promise<void> {
  const registry = await openRegistry({ ...registryAt, now: Date.now })
  try {
    if (!registry.view().sites.has(BULK)) {
      await registry.addAll({
        organisations: [{ name: BULK, title: 'Load' }],
        sites: [bareSite(BULK, 'Load')],
      })
    }
    const end = devices.first + devices.count
    for (let first = devices.first; first < end; first += AT_ONCE) {
      const count = Math.min(AT_ONCE, end - first)
      const names = Array.from({ length: count }, (_, index) => `device-${first + index}`)
      await registry.addAll(batchOf(names, metrics))
    }
  } finally {
    await registry.close()
  }
}

function batchOf(names: readonly string[], metrics: readonly string[]) {
  const idOf = (name: string, metric: string) => `${BULK}.${name}.${metric}`
  return {
    places: names.map((name) => bareRoom(BULK, name)),
    points: names.flatMap((name) =>
      metrics.map((metric) => ({ id: idOf(name, metric), site: BULK, place: name, metric })),
    ),
    devices: names.map((name) => ({
      organisation: BULK,
      name,
      title: name,
      format: 'bypuls-json',
      links: metrics.map((metric) => ({
        field: metric,
        point: idOf(name, metric),
        from: 0,
        expectedIntervalMs: 1_000,
      })),
    })),
  }
}

/**
 * Message number `sequence` of a city of so many devices that report in turn: its topic, and six
 * readings that nobody else has at that time. `baseMs` is when the first was measured.
 */
export function sixMetricsAt(city: { readonly baseMs: number; readonly devices: number }) {
  return (sequence: number) => {
    const device = sequence % city.devices
    const turn = Math.floor(sequence / city.devices)
    const fields =
      `"co2":${400 + (sequence % 1_000)},"indoor-temperature":${20 + (sequence % 50) / 10},` +
      `"indoor-humidity":${30 + (sequence % 400) / 10},"voc":${100 + (sequence % 300)},` +
      `"indoor-illuminance":${200 + (sequence % 500)},"people":${sequence % 30}`
    return {
      topic: `${BULK}/device-${device}/up`,
      payload: `{"time":${city.baseMs + turn * STEP_MS},${fields}}`,
    }
  }
}

/** The same with a single reading. */
export function oneMetricAt(city: { readonly baseMs: number; readonly devices: number }) {
  return (sequence: number) => ({
    topic: `${BULK}/device-${sequence % city.devices}/up`,
    payload: `{"time":${city.baseMs + Math.floor(sequence / city.devices) * STEP_MS},"co2":${400 + (sequence % 1_000)}}`,
  })
}

/** Between two messages of one device. */
const STEP_MS = 1_000

/** The range of times that so many messages take, for the oracle. */
export function rangeOf(
  city: { readonly baseMs: number; readonly devices: number },
  count: number,
) {
  return { from: city.baseMs, to: city.baseMs + (Math.ceil(count / city.devices) + 1) * STEP_MS }
}
