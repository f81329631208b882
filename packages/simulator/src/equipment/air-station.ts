import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, PointFault, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, type DaySeries, steps } from '../series/day-series.js'
import { gauge } from './points.js'

export type AirPlan = {
  readonly name: string
  readonly title: string
  readonly kind?: 'street' | 'outdoor'
  readonly metrics: readonly ('pm1' | 'pm2-5' | 'pm10' | 'no2' | 'o3')[]
  readonly traffic: Rhythm
  /** ug/m3 of NO2 that the rush hour adds in light wind. */
  readonly trafficNo2: number
  /** ug/m3 of PM10 that works add when it is dry and windy. */
  readonly dust?: { readonly most: number; readonly works: Rhythm }
  readonly pm10Fault?: PointFault
  readonly device?: { readonly name: string; readonly gaps?: number }
}

/** An air sensor: what comes from far, from chimneys, from traffic and from works, thinned by the wind. */
export function airStation(world: World, plan: AirPlan): Equipment {
  const { name, title, kind = 'street' } = plan
  const series = airSeries(world, plan)
  const points = plan.metrics.map((metric) =>
    gauge(metric, series[metric], {
      jitterShare: 0.05,
      ...(metric === 'pm10' && plan.pm10Fault !== undefined ? { fault: plan.pm10Fault } : {}),
    }),
  )
  const device = { device: plan.device?.name ?? `${name}-air`, gaps: plan.device?.gaps ?? 1 }
  return {
    place: { name, title, kind },
    senders: [{ place: name, title: `${title}, luft`, format: 'bypuls-json', ...device, points }],
  }
}

function airSeries(
  world: World,
  plan: AirPlan,
): Readonly<Record<AirPlan['metrics'][number], DaySeries>> {
  const { weather } = world
  const seed = seedOf(world.seed, `${plan.name}-air`)
  const thinned = (day: number, step: number) => 2.6 / (1.2 + at(weather.windMs(day), step) ** 0.8)
  const rush = (day: number, step: number) => plan.traffic.at(day, step) * thinned(day, step)

  const pm25 = steps((step, day, time) => {
    const fromFar = 6.2 * Math.exp(0.85 * smooth(seedOf(world.seed, 'pm'), time / 160_000_000))
    const cold = Math.max(0, 10 - at(weather.temperatureCel(day), step))
    const evening = Math.max(0, Math.cos((2 * Math.PI * (time / 3_600_000 - 19)) / 24))
    const stoves = 0.35 * cold * evening * thinned(day, step)
    return 0.6 + fromFar + stoves + 2.2 * rush(day, step) + smooth(seed, time / 2_000_000) * 0.4
  })
  const no2 = steps((step, day, time) => {
    const heating = 0.25 * Math.max(0, 12 - at(weather.temperatureCel(day), step))
    return (
      3.2 +
      heating +
      plan.trafficNo2 * rush(day, step) * (1 + 0.2 * smooth(seed + 1, time / 1_500_000))
    )
  })
  return {
    'pm2-5': pm25,
    no2,
    pm1: steps((step, day) => 0.68 * at(pm25(day), step)),
    pm10: steps((step, day) => {
      const road = 6 * rush(day, step)
      return 4.5 + 1.25 * at(pm25(day), step) + road + dust(world, plan, day, step)
    }),
    o3: steps((step, day) => {
      const sun = at(weather.irradianceWm2(day), step) / 22
      return Math.max(4, 52 + sun - 0.9 * at(no2(day), step))
    }),
  }
}

function dust(world: World, { dust: works }: AirPlan, day: number, step: number): number {
  if (works === undefined) return 0
  const { weather } = world
  const isWet = at(weather.rainMmPerHour(day), step) > 0.05
  const wind = Math.min(1.6, at(weather.windMs(day), step) / 7)
  return isWet ? 1 : works.most * works.works.at(day, step) * wind
}
