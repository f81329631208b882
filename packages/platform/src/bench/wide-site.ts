import { openRegistry } from '@bypuls/registry'
import { bareRoom, bareSite } from '../load/bare-site.js'
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
    sites: [bareSite('wide', 'Wide')],
    places: places.map((name) => bareRoom('wide', name)),
    points,
  })
  await registry.close()
  return points.map((point) => point.id)
}

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
