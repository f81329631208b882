import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, steps } from '../series/day-series.js'
import { type Flow, flow } from '../series/flow.js'
import { gauge, total } from './points.js'

type Named = { readonly name: string; readonly title: string }

/** A water meter: what people use, and a little that always runs. */
export function waterMeter(
  world: World,
  plan: Named & { readonly m3PerHour: number; readonly people: Rhythm },
): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const leak = 0.04
  const used = flow(
    (day) => 24 * plan.m3PerHour * (leak + plan.people.mean(day)),
    steps((step, day, time) => {
      const spurts = Math.max(0, 1 + 0.9 * smooth(seed, time / 700_000))
      return leak + plan.people.at(day, step) * spurts
    }),
  )
  return metered(plan, 'water', used)
}

/** The cooling of a server room: always on, more when it is warm outside. */
export function coolingMeter(
  world: World,
  plan: Named & { readonly baseKw: number; readonly kwPerCel: number; readonly silentMs?: number },
): Equipment {
  const { weather } = world
  const kw = (outdoor: number) => plan.baseKw + plan.kwPerCel * Math.max(0, outdoor - 8)
  const taken = flow(
    (day) => 24 * kw(weather.meanTemperatureCel(day)),
    steps((step, day) => kw(at(weather.temperatureCel(day), step))),
  )
  return metered(plan, 'cooling', taken)
}

/** Solar cells on a roof: power, and what they have made. */
export function solarPanels(world: World, plan: Named & { readonly peakKw: number }): Equipment {
  const { weather } = world
  const made = flow(
    (day) => (24 * plan.peakKw * 0.86 * weather.meanIrradianceWm2(day)) / 1000,
    weather.irradianceWm2,
  )
  const powerW = steps((step, day) => at(made.rate(day), step) * 1000)
  const { name, title } = plan
  return {
    place: { name, title, kind: 'meter' },
    senders: [
      {
        place: name,
        device: name,
        title,
        format: 'bypuls-json',
        points: [
          total('solar-production', made.total),
          gauge('solar-power', powerW, { jitterShare: 0.01 }),
        ],
      },
    ],
  }
}

function metered(
  plan: Named & { readonly silentMs?: number },
  metric: string,
  taken: Flow,
): Equipment {
  const { name, title, silentMs } = plan
  return {
    place: { name, title, kind: 'meter' },
    senders: [
      {
        place: name,
        device: name,
        title,
        format: 'bypuls-json',
        points: [total(metric, taken.total)],
        ...(silentMs === undefined ? {} : { silentMs }),
      },
    ],
  }
}
