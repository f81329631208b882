import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, type DaySeries, daySeries, STEPS } from '../series/day-series.js'
import { count } from './points.js'

export type CountMetric = 'traffic-count' | 'bicycle-count' | 'pedestrian-count'

export type CountingPlan = {
  readonly name: string
  readonly title: string
  readonly counts: readonly {
    readonly metric: CountMetric
    /** Where the rhythm stands at 1, in fine weather. */
    readonly perHour: number
    readonly rhythm: Rhythm
  }[]
}

/** A camera or a loop that counts who comes past. */
export function countingStation(world: World, plan: CountingPlan): Equipment {
  const { name, title } = plan
  const points = plan.counts.map(({ metric, perHour, rhythm }) => {
    const seed = seedOf(world.seed, `${name}-${metric}`)
    const isOpenAir = metric !== 'traffic-count'
    return count(
      metric,
      gathered((step, day) => {
        const mood = 1 + 0.16 * smooth(seed, (day * STEPS + step) / 5)
        const weather = isOpenAir ? outdoorMood(world, day, step) : 1
        return perHour * rhythm.at(day, step) * mood * weather
      }),
    )
  })
  return {
    place: { name, title, kind: 'street' },
    senders: [
      {
        place: name,
        device: `${name}-counter`,
        title: `${title}, tæller`,
        format: 'bypuls-json',
        points,
      },
    ],
  }
}

/** Fewer people walk and ride in rain and cold. */
function outdoorMood({ weather }: World, day: number, step: number): number {
  const warm = 0.55 + 0.03 * Math.max(-5, Math.min(20, at(weather.temperatureCel(day), step)))
  return warm / (1 + at(weather.rainMmPerHour(day), step))
}

/** The running total since midnight of a rate per hour. */
function gathered(perHour: (step: number, day: number) => number): DaySeries {
  return daySeries((day, values) => {
    let before = perHour(0, day)
    for (let step = 1; step <= STEPS; step++) {
      const after = perHour(step, day)
      values[step] = at(values, step - 1) + (before + after) / 24
      before = after
    }
  })
}
