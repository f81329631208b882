import { openRegistry } from '@bypuls/registry'
import type { Operator } from '../operator.js'

const METRICS = [
  'co2',
  'indoor-temperature',
  'indoor-humidity',
  'voc',
  'indoor-illuminance',
  'people',
]
const AT_ONCE = 50_000

/** Registers, in a data folder that nobody has open, a site of many rooms with six metrics each. */
export async function registerWideSite(dataDirectory: string, count: number): Promise<string[]> {
  const places = Array.from(
    { length: Math.ceil(count / METRICS.length) },
    (_, room) => `room-${room}`,
  )
  const points = places
    .flatMap((place) => METRICS.map((metric) => ({ place, metric })))
    .slice(0, count)
    .map(({ place, metric }) => ({ id: `wide.${place}.${metric}`, site: 'wide', place, metric }))
  const registry = await openRegistry({ url: 'pglite:', dataDirectory, now: Date.now })
  await registry.addAll({
    organisations: [{ name: 'wide', title: 'Wide' }],
    sites: [WIDE],
    places: places.map((name) => ({
      site: 'wide',
      name,
      title: name,
      kind: 'room',
      usage: null,
      occupiedHours: [],
    })),
    points,
  })
  await registry.close()
  return points.map((point) => point.id)
}

const WIDE = {
  name: 'wide',
  title: 'Wide',
  locality: 'Loopback',
  organisation: 'wide',
  latitude: 55.7,
  longitude: 12.6,
  timezone: 'Europe/Copenhagen',
  priceArea: null,
  heatUtility: null,
  buildingKind: null,
  heatedM2: null,
  traffic: false,
  outdoorCo2Ppm: 400,
  source: 'measured',
  public: true,
  licence: '',
  sourceText: '',
  offlineAfterMs: 3_600_000,
} as const

/** Readings at a steady step, point by point, by the import path; how many there are. */
export async function fillWideSite(
  operator: Operator,
  points: readonly string[],
  span: { readonly from: number; readonly days: number; readonly stepMs: number },
): Promise<number> {
  const perPoint = Math.floor((span.days * 86_400_000) / span.stepMs)
  let batch: { point: string; observedAt: number; value: number }[] = []
  let sent = 0
  const flush = async () => {
    await operator.send('POST', '/api/v1/readings', { readings: batch })
    sent += batch.length
    batch = []
  }
  for (const point of points) {
    for (let step = 0; step < perPoint; step++) {
      batch.push({
        point,
        observedAt: span.from + step * span.stepMs,
        value: 20 + (step % 50) / 10,
      })
      if (batch.length === AT_ONCE) await flush()
    }
  }
  if (batch.length > 0) await flush()
  return sent
}
