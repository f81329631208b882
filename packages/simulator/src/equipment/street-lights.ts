import { jitter, seedOf } from '../nature/noise.js'
import { darkHours } from '../nature/sun.js'
import type { Equipment, World } from '../plan.js'
import { localMinute } from '../rhythm/clock.js'
import { at, type DaySeries, steps } from '../series/day-series.js'
import { flow } from '../series/flow.js'
import { gauge, total } from './points.js'

export type LightingPlan = {
  /** Its electricity meter. */
  readonly cabinet: { readonly name: string; readonly title: string }
  readonly lamps: readonly {
    readonly name: string
    readonly title: string
    readonly watts: number
  }[]
  /** What else hangs on the cabinet: signals, cameras, chargers of sensors. */
  readonly equipmentW: number
}

/** Lit when the sun is this far down (a sine: 2.5 degrees). */
const LIT_BELOW = -0.044
const DIMMED = 0.4
const DIMMED_HOURS = 6
/** What a driver draws by day. */
const STANDBY = 0.012

/** Lines of street lights, each with power and dimming, and the cabinet's meter over all of them. */
export function streetLights(world: World, plan: LightingPlan): readonly Equipment[] {
  const level = lightLevel(world)
  const ratedKw = plan.lamps.reduce((sum, lamp) => sum + lamp.watts, 0) / 1000
  const equipmentKw = plan.equipmentW / 1000
  const used = flow(
    (day) => {
      const dark = darkHours(world.weather.position, day, LIT_BELOW)
      const lit = dark - DIMMED_HOURS * (1 - DIMMED)
      return ratedKw * (lit * (1 - STANDBY) + 24 * STANDBY) + 24 * equipmentKw
    },
    steps((step, day) => ratedKw * at(level(day), step) + equipmentKw),
  )
  const { cabinet } = plan
  const equipmentW = steps(() => plan.equipmentW)
  return [
    {
      place: { name: cabinet.name, title: cabinet.title, kind: 'meter' },
      senders: [
        {
          place: cabinet.name,
          device: cabinet.name,
          title: cabinet.title,
          format: 'bypuls-json',
          points: [
            total('electricity', used.total),
            gauge('electricity-power', equipmentW, { jitterShare: 0.03 }),
          ],
        },
      ],
    },
    ...plan.lamps.map((lamp) => lampLine(world, lamp, level)),
  ]
}

function lampLine(world: World, lamp: LightingPlan['lamps'][number], level: DaySeries): Equipment {
  const own = 1 + 0.02 * jitter(seedOf(world.seed, lamp.name), 1)
  const power = steps((step, day) => lamp.watts * at(level(day), step) * own)
  const dimming = steps((step, day) => {
    const share = (at(level(day), step) - STANDBY) / (1 - STANDBY)
    return Math.round(Math.max(0, share) * 100)
  })
  const { name, title } = lamp
  return {
    place: { name, title, kind: 'street' },
    senders: [
      {
        place: name,
        device: `${name}-light`,
        title,
        format: 'bypuls-json',
        points: [
          gauge('street-light-power', power, { jitterShare: 0.004 }),
          gauge('street-light-dimming', dimming),
        ],
      },
    ],
  }
}

/** Off by day, full in the evening and the morning, dimmed from 23 to 5. */
function lightLevel(world: World): DaySeries {
  return steps((step, day) => {
    if (at(world.weather.sunHeight(day), step) >= LIT_BELOW) return STANDBY
    const minute = localMinute(day, step)
    const isNight = minute >= 23 * 60 || minute < 5 * 60
    return STANDBY + (1 - STANDBY) * (isNight ? DIMMED : 1)
  })
}
