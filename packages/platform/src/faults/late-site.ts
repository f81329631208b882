import { z } from 'zod'
import type { Operator } from '../operator.js'
import type { LoadDevice } from './load-site.js'
import { seeded } from './seeded.js'

/** The ways of arrival: a site of its own each, the same readings. */
export const ARRIVALS = ['late-in-order', 'late-shuffled', 'late-backwards-twice'] as const
export type Arrival = (typeof ARRIVALS)[number]

/** Two whole local days each, the first of which is the one of the change. */
export const LATE_SPANS = [
  { from: '2026-03-29', to: '2026-03-31', first: Date.UTC(2026, 2, 28, 23), hours: 23 + 24 },
  { from: '2026-10-25', to: '2026-10-27', first: Date.UTC(2026, 9, 24, 22), hours: 25 + 24 },
] as const

export const LATE_ZONE = 'Europe/Copenhagen'
/** Where each metric is measured. */
export const LATE_PLACES = {
  electricity: { place: 'meter', kind: 'meter' },
  rain: { place: 'roof', kind: 'outdoor' },
  'indoor-temperature': { place: 'room', kind: 'room' },
} as const
export type LateMetric = keyof typeof LATE_PLACES

export type LateReading = {
  readonly time: number
  /** A counter's total, kWh; also at the very end of a span. */
  readonly electricity: number
  readonly rain?: number
  readonly 'indoor-temperature'?: number
}

const HOUR_MS = 3_600_000

/** The same readings every time, oldest first; the counter grows and the temperature changes slowly. */
export function lateReadings(stepMs: number): readonly LateReading[] {
  const chance = seeded(329)
  const readings: LateReading[] = []
  let electricity = 10_000
  for (const { first, hours } of LATE_SPANS) {
    const count = (hours * HOUR_MS) / stepMs
    for (let index = 0; index <= count; index++) {
      const time = first + index * stepMs
      // Eighths and quarters have no error as binary numbers, however they are added.
      const rain = chance.below(3) / 4
      const slow = Math.round(Math.sin(time / (4 * HOUR_MS)) * 24) / 8
      const temperature = 20 + slow + chance.below(2) / 8
      const others = index < count ? { rain, 'indoor-temperature': temperature } : {}
      readings.push({ time, electricity, ...others })
      electricity += chance.below(5) / 8
    }
  }
  return readings
}

/** In which order they are sent. */
export function arrivalOf(
  arrival: Arrival,
  readings: readonly LateReading[],
): readonly LateReading[] {
  switch (arrival) {
    case 'late-in-order':
      return readings
    case 'late-shuffled':
      return shuffled(readings)
    case 'late-backwards-twice':
      return [...readings.toReversed(), ...readings.toReversed()]
  }
}

function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const chance = seeded(1025)
  return items
    .map((item) => ({ item, at: chance.below(1e9) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** A site with the meters and one device for all of them. */
export async function registerLateSite(
  operator: Operator,
  site: Arrival,
  expectedIntervalMs: number,
): Promise<LoadDevice> {
  await operator.send('POST', '/api/v1/sites', {
    ...{ name: site, title: site, locality: 'Odense', organisation: 'load', public: true },
    ...{ latitude: 55.4, longitude: 10.4, timezone: LATE_ZONE },
  })
  const links = []
  for (const [metric, { place, kind }] of Object.entries(LATE_PLACES)) {
    await operator.send('POST', '/api/v1/places', { site, name: place, title: place, kind })
    await operator.send('POST', '/api/v1/points', { site, place, metric })
    links.push({ field: metric, point: `${site}.${place}.${metric}`, from: 0, expectedIntervalMs })
  }
  const device = { organisation: 'load', name: site, title: site, format: 'bypuls-json', links }
  const added = await operator.send('POST', '/api/v1/devices', device)
  const credential = z.object({ username: z.string(), password: z.string() }).parse(added)
  return { ...credential, topic: `${credential.username}/up`, point: links[0]?.point ?? '' }
}
