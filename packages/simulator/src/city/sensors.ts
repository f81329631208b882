import { metricBySlug, pointId } from '@bypuls/model'
import { seedOf } from '../nature/noise.js'
import type { PointPlan, SenderPlan, SitePlan } from '../plan.js'
import { rounded } from '../reading.js'
import type { Sensor, SensorPoint } from '../sensor.js'
import { STEP_MS, valueBetween } from '../series/day-series.js'

/** How finely a sensor tells a value, in decimals of the metric's unit; one where nothing is said. */
const DECIMALS: Readonly<Record<string, number>> = {
  co2: 0,
  'air-pressure': 1,
  electricity: 3,
  heat: 3,
  cooling: 3,
  water: 3,
  'solar-production': 3,
  'heat-volume': 4,
  'supply-volume-temperature': 3,
  'return-volume-temperature': 3,
  'heat-flow': 3,
  'supply-temperature': 2,
  'return-temperature': 2,
  'indoor-temperature': 2,
  'outdoor-temperature': 2,
  'electricity-power': 0,
  'heat-power': 0,
  'solar-power': 0,
  illuminance: 0,
  'wind-direction': 0,
  'water-level': 3,
  occupancy: 0,
  people: 0,
  battery: 0,
  rssi: 0,
  'waste-fill': 0,
  'street-light-dimming': 0,
}

/** The sensors of a site from their plans. Plain errors: a plan is our own code. */
export function toSensors(
  plan: SitePlan,
  senders: readonly SenderPlan[],
  { seed, origin }: { readonly seed: number; readonly origin: number },
): readonly Sensor[] {
  return senders.map((sender) => {
    const { place, device, format, child, swap, silentMs } = sender
    const swapAt = swap && Math.floor((origin - swap.agoMs) / STEP_MS) * STEP_MS
    return {
      organisation: plan.organisation.name,
      site: plan.name,
      place,
      device,
      format,
      ...(child === undefined ? {} : { child }),
      seed: seedOf(seed, `${device}/${place}`),
      points: sender.points.map((point) => sensorPoint(plan, sender, point, { seed, swapAt })),
      origin,
      ...(silentMs === undefined ? {} : { silentSince: origin - silentMs }),
      gaps: sender.gaps ?? 1,
      ...(swap === undefined || swapAt === undefined || child === undefined
        ? {}
        : { swap: { at: swapAt, oldChild: child, newChild: swap.newChild } }),
    }
  })
}

function sensorPoint(
  plan: SitePlan,
  sender: SenderPlan,
  point: PointPlan,
  { seed, swapAt }: { readonly seed: number; readonly swapAt: number | undefined },
): SensorPoint {
  const metric = metricBySlug(point.metric)
  if (metric === undefined) throw new Error(`the plan of ${plan.name} names ${point.metric}`)
  const id = pointId({ site: plan.name, place: sender.place, metric: point.metric })
  const decimals = DECIMALS[point.metric] ?? 1
  const newFirst = sender.swap?.newFirst[point.metric]
  const swap =
    swapAt === undefined || newFirst === undefined
      ? undefined
      : { at: swapAt, offset: newFirst - valueBetween(point.source.series, swapAt) }
  return {
    ...point,
    id,
    seed: seedOf(seed, id),
    decimals,
    min: metric.plausible.min,
    max: metric.plausible.max,
    ...(swap === undefined ? {} : { swap }),
  }
}

/** What the old meter last showed and the new one first, of a point whose meter was changed. */
export function swapValues(point: SensorPoint) {
  if (point.swap === undefined) return {}
  const { at, offset } = point.swap
  const total = valueBetween(point.source.series, at)
  return {
    oldFinal: rounded(total, point.decimals),
    newFirst: rounded(total + offset, point.decimals),
  }
}
