import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, steps } from '../series/day-series.js'
import { gauge } from './points.js'

export type NoisePlan = {
  readonly name: string
  readonly title: string
  readonly kind?: 'street' | 'outdoor'
  readonly quietDb: number
  /** Where the rhythm stands at 1. */
  readonly loudDb: number
  readonly rhythm: Rhythm
}

/** A microphone: the energy of a quiet place, of what goes on there and of the wind, in dB(A). */
export function noiseMeter(world: World, plan: NoisePlan): Equipment {
  const { name, title, kind = 'street' } = plan
  const seed = seedOf(world.seed, `${name}-noise`)
  const laeq = steps((step, day, time) => {
    const going = plan.rhythm.at(day, step) * 10 ** (plan.loudDb / 10)
    const wind = 10 ** ((30 + 2.2 * at(world.weather.windMs(day), step)) / 10)
    const level = 10 * Math.log10(10 ** (plan.quietDb / 10) + going + wind)
    return level + 1.1 * smooth(seed, time / 900_000)
  })
  const lamax = steps(
    (step, day, time) => at(laeq(day), step) + 9 + 3.5 * smooth(seed + 1, time / 420_000),
  )
  return {
    place: { name, title, kind },
    senders: [
      {
        place: name,
        device: `${name}-noise`,
        title: `${title}, støj`,
        format: 'bypuls-json',
        points: [
          gauge('noise-laeq', laeq, { jitter: 0.9 }),
          gauge('noise-lamax', lamax, { jitter: 2 }),
        ],
      },
    ],
  }
}
