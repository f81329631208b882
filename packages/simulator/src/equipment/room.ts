import { hash01, seedOf, smooth } from '../nature/noise.js'
import type { Equipment, OccupiedHours, PointFault, PointPlan, SenderPlan, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, type DaySeries, daySeries, STEPS, steps } from '../series/day-series.js'
import { gauge } from './points.js'

export type RoomPlan = {
  readonly name: string
  readonly title: string
  readonly usage?: string
  readonly volumeM3: number
  readonly seats: number
  /** When people are in, as a share of the seats. */
  readonly people: Rhythm
  readonly occupiedHours: readonly OccupiedHours[]
  /** Fresh air while people are in, in room volumes per hour. */
  readonly airChanges: number
  /** What one person breathes out, m3 of CO2 per hour: a child less than an adult. */
  readonly co2PerPerson: number
  readonly setpointCel: number
  /** How much the sun warms it at noon of a clear day. */
  readonly sunCel?: number
  readonly occupancySensor?: boolean
  readonly co2Fault?: PointFault
  readonly sender?: Partial<
    Pick<SenderPlan, 'device' | 'title' | 'format' | 'child' | 'silentMs' | 'gaps'>
  >
}

const OUTDOOR_PPM = 418
const HOURS_PER_STEP = 1 / 12

/** A room's climate sensor: CO2, temperature and humidity, from who is in and what air comes in. */
export function room(world: World, plan: RoomPlan): Equipment {
  const seed = seedOf(world.seed, plan.name)
  const people = peopleIn(seed, plan)
  const temperature = temperatureIn(world, seed, plan, people)
  const isLora = plan.sender?.format === 'chirpstack-v4'
  const points: readonly PointPlan[] = [
    gauge('co2', co2In(plan, people), {
      jitter: 9,
      ...(plan.co2Fault === undefined ? {} : { fault: plan.co2Fault }),
    }),
    { ...gauge('indoor-temperature', temperature, { jitter: 0.06 }), field: 'temperature' },
    {
      ...gauge('indoor-humidity', humidityIn(world, seed, people), { jitter: 0.4 }),
      field: 'humidity',
    },
    ...(plan.occupancySensor === true
      ? [
          gauge(
            'occupancy',
            steps((step, day) => (at(people(day), step) >= 1 ? 1 : 0)),
          ),
        ]
      : []),
    ...(isLora ? [gauge('battery', batteryLeft(seed))] : []),
  ]
  const { name, title, usage, occupiedHours } = plan
  return {
    place: {
      name,
      title,
      kind: 'room',
      ...(usage === undefined ? {} : { usage }),
      occupiedHours,
    },
    senders: [
      {
        place: name,
        device: `${name}-sensor`,
        title,
        format: 'bypuls-json',
        ...plan.sender,
        points,
      },
    ],
  }
}

/** Whole people: each hour a room is fuller or emptier, and now and then nobody has a lesson there. */
function peopleIn(seed: number, plan: RoomPlan): DaySeries {
  return steps((step, day) => {
    const share = plan.people.at(day, step)
    if (share === 0) return 0
    const hour = day * 24 + Math.floor(step / 12)
    const isEmpty = hash01(seed, hour) < 0.08
    return isEmpty ? 0 : Math.round(plan.seats * share * (0.78 + 0.22 * hash01(seed + 1, hour)))
  })
}

/** Mass balance, step by step from the night's level. */
function co2In(plan: RoomPlan, people: DaySeries): DaySeries {
  return daySeries((day, values) => {
    const present = people(day)
    let ppm = OUTDOOR_PPM + 6
    for (let step = 0; step <= STEPS; step++) {
      values[step] = ppm
      const inside = at(present, step)
      const changes = inside > 0 ? plan.airChanges : Math.min(plan.airChanges, 1.1)
      const source = (inside * plan.co2PerPerson * 1e6) / plan.volumeM3
      const settled = OUTDOOR_PPM + 6 + source / changes
      ppm = settled + (ppm - settled) * Math.exp(-changes * HOURS_PER_STEP)
    }
  })
}

/** Towards a setpoint that is lower at night, with what people, sun and warm weather add. */
function temperatureIn(world: World, seed: number, plan: RoomPlan, people: DaySeries): DaySeries {
  const { weather } = world
  return steps((step, day, time) => {
    const outdoor = at(weather.temperatureCel(day), step)
    const heating = Math.min(1, Math.max(0, (17 - outdoor) / 5))
    const isDay = plan.people.at(day, Math.min(STEPS, step + 18)) > 0 ? 1 : 0.35
    const sun = ((plan.sunCel ?? 1.2) * at(weather.irradianceWm2(day), step)) / 800
    const bodies = (1.1 * mean(people(day), step)) / Math.max(1, plan.seats)
    const summer = 0.42 * Math.max(0, weather.meanTemperatureCel(day) - 13)
    const setback = 1.6 * heating * (1 - isDay)
    return (
      plan.setpointCel - setback + bodies + sun + summer + 0.25 * smooth(seed, time / 9_000_000)
    )
  })
}

function humidityIn(world: World, seed: number, people: DaySeries): DaySeries {
  return steps((step, day, time) => {
    const outdoor = world.weather.meanTemperatureCel(day)
    const moist =
      29 + 1.15 * Math.max(-4, Math.min(20, outdoor)) + 5 * smooth(seed, time / 40_000_000)
    return Math.max(19, moist + 0.18 * mean(people(day), step))
  })
}

/** Over the last hour and a half: a room is slow. */
function mean(values: Float64Array, step: number): number {
  let sum = 0
  for (let back = 0; back < 18; back++) sum += at(values, Math.max(0, step - back))
  return sum / 18
}

/** A cell lasts about three years, then somebody changes it. */
function batteryLeft(seed: number): DaySeries {
  const start = hash01(seed, 77) * 1000
  return steps((_step, day) => 100 - (((day + start) % 1000) / 1000) * 88)
}
