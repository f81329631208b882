import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { steps } from '../series/day-series.js'
import { flow } from '../series/flow.js'

export type ElectricityLoad = {
  readonly name: string
  readonly title: string
  readonly kind?: 'meter' | 'machine'
  readonly baseKw: number
  /** On top of the base where the rhythm stands at 1. */
  readonly activeKw: number
  readonly rhythm: Rhythm
  /** How restless it is, 0 to 1. */
  readonly restless?: number
}

/** A meter that tells power and the running total of a building's or a machine's electricity. */
export function electricityMeter(world: World, load: ElectricityLoad): Equipment {
  const { name, title, kind = 'meter', restless = 0.08 } = load
  const used = electricityFlow(world, load)
  const rateW = steps((step, day) => (used.rate(day)[step] ?? 0) * 1000)
  return {
    place: { name, title, kind },
    senders: [
      {
        place: name,
        device: name,
        title,
        format: 'bypuls-json',
        points: [
          { metric: 'electricity', field: 'energy', source: { kind: 'total', series: used.total } },
          {
            metric: 'electricity-power',
            field: 'power',
            source: { kind: 'gauge', series: rateW, jitterShare: 0.1 * restless },
          },
        ],
      },
    ],
  }
}

function electricityFlow(world: World, load: ElectricityLoad) {
  const seed = seedOf(world.seed, load.name)
  const restless = load.restless ?? 0.08
  const amount = (day: number) => {
    const busy = 1 + 0.07 * smooth(seed, day * 0.7)
    return 24 * (load.baseKw + load.activeKw * load.rhythm.mean(day) * busy)
  }
  const weights = steps((step, day, time) => {
    const hours = time / 3_600_000
    const wavering =
      restless * (0.6 * smooth(seed, hours * 1.3) + 0.4 * smooth(seed + 1, hours * 7))
    const active = load.activeKw * load.rhythm.at(day, step)
    return Math.max(0, load.baseKw * (1 + 0.3 * wavering) + active * (1 + wavering))
  })
  return flow(amount, weights)
}
