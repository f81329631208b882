import { hash01, seedOf, smooth } from '../nature/noise.js'
import type { Equipment, World } from '../plan.js'
import { localMinute } from '../rhythm/clock.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, STEPS, steps } from '../series/day-series.js'
import { gauge } from './points.js'

type Named = { readonly name: string; readonly title: string }

/** A waste bin that tells how full it is over LoRaWAN, and how its radio and battery do. */
export function smartBin(
  world: World,
  plan: Named & { readonly child: string; readonly source: string; readonly daysToFill: number },
): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const emptied = 7 * 60 // local minutes: the round comes at seven
  const fill = steps((step, day) => {
    const days = day + hash01(seed, 1) * plan.daysToFill + (localMinute(day, step) - emptied) / 1440
    const round = Math.floor(days / plan.daysToFill)
    const share = days / plan.daysToFill - round
    return 4 + share * (62 + 34 * hash01(seed, round))
  })
  const battery = steps((_step, day) => 100 - (((day + hash01(seed, 2) * 900) % 900) / 900) * 85)
  const rssi = steps((_step, _day, time) => -101 + 8 * smooth(seed, time / 30_000_000))
  const snr = steps((_step, _day, time) => 5.5 + 3 * smooth(seed + 3, time / 30_000_000))
  const { name, title, child, source } = plan
  return {
    place: { name, title, kind: 'street' },
    senders: [
      {
        place: name,
        device: source,
        title,
        format: 'chirpstack-v4',
        child,
        points: [
          gauge('waste-fill', fill, { jitter: 0.6 }),
          gauge('battery', battery),
          gauge('rssi', rssi, { jitter: 3 }),
          gauge('snr', snr, { jitter: 1.2 }),
        ],
      },
    ],
  }
}

/** How full a car park is. */
export function carPark(world: World, plan: Named & { readonly rhythm: Rhythm }): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const occupancy = steps((step, day, time) => {
    const busy = plan.rhythm.at(day, step) * (88 + 7 * smooth(seed, time / 9_000_000))
    return Math.max(2, Math.min(100, busy))
  })
  return one(
    plan,
    'street',
    'parking-occupancy',
    gauge('parking-occupancy', occupancy, { jitter: 0.6 }),
  )
}

/** How moist the soil under the trees is: dry after warm days, wet in winter. */
export function soilSensor(world: World, plan: Named): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const moisture = steps((_step, day, time) => {
    const dry = 1.1 * Math.max(0, world.weather.meanTemperatureCel(day) - 2)
    return Math.max(6, 41 - dry + 4 * smooth(seed, time / 300_000_000))
  })
  return one(plan, 'outdoor', 'soil', gauge('soil-moisture', moisture, { jitter: 0.2 }))
}

/** How many people are in a hall. */
export function peopleCounter(
  world: World,
  plan: Named & { readonly most: number; readonly rhythm: Rhythm },
): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const people = steps((step, day) => {
    const mood = 0.75 + 0.25 * smooth(seed, (day * STEPS + step) / 7)
    return Math.round(plan.most * plan.rhythm.at(day, step) * mood)
  })
  return one(
    plan,
    'room',
    'people',
    gauge(
      'people',
      steps((step, day) => at(people(day), step)),
    ),
  )
}

function one(
  { name, title }: Named,
  kind: 'street' | 'outdoor' | 'room',
  suffix: string,
  point: ReturnType<typeof gauge>,
): Equipment {
  return {
    place: { name, title, kind },
    senders: [
      { place: name, device: `${name}-${suffix}`, title, format: 'bypuls-json', points: [point] },
    ],
  }
}
