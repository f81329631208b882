import type { Equipment, PointFault, PointPlan, World } from '../plan.js'
import { at, daySeries, STEPS, steps } from '../series/day-series.js'
import { count, gauge } from './points.js'

export type WeatherMetric =
  | 'outdoor-temperature'
  | 'outdoor-humidity'
  | 'air-pressure'
  | 'wind-speed'
  | 'wind-gust'
  | 'wind-direction'
  | 'rain'
  | 'illuminance'
  | 'solar-irradiance'

export type MastPlan = {
  readonly name: string
  readonly title: string
  readonly metrics: readonly WeatherMetric[]
  readonly temperatureFault?: PointFault
}

/** A weather station, with as much on it as its plan says. */
export function weatherMast(world: World, plan: MastPlan): Equipment {
  const { name, title } = plan
  const points = plan.metrics.map((metric) => POINTS[metric](world, plan))
  return {
    place: { name, title, kind: 'outdoor' },
    senders: [
      {
        place: name,
        device: `${name}-weather`,
        title: `${title}, vejr`,
        format: 'bypuls-json',
        points,
      },
    ],
  }
}

/** A tipping bucket tips at this much. */
const TIP_MM = 0.1

const POINTS: Readonly<Record<WeatherMetric, (world: World, plan: MastPlan) => PointPlan>> = {
  'outdoor-temperature': ({ weather }, { temperatureFault: fault }) =>
    gauge('outdoor-temperature', weather.temperatureCel, {
      jitter: 0.08,
      ...(fault === undefined ? {} : { fault }),
    }),
  'outdoor-humidity': ({ weather }) =>
    gauge('outdoor-humidity', weather.humidityPercent, { jitter: 0.5 }),
  'air-pressure': ({ weather }) => gauge('air-pressure', weather.pressureHpa, { jitter: 0.05 }),
  'wind-speed': ({ weather }) => gauge('wind-speed', weather.windMs, { jitterShare: 0.12 }),
  'wind-gust': ({ weather }) => gauge('wind-gust', weather.gustMs, { jitterShare: 0.06 }),
  'wind-direction': ({ weather }) =>
    gauge('wind-direction', weather.windFromDegrees, { jitter: 9 }),
  'solar-irradiance': ({ weather }) =>
    gauge('solar-irradiance', weather.irradianceWm2, { jitterShare: 0.02 }),
  illuminance: ({ weather }) => gauge('illuminance', weather.illuminanceLux, { jitterShare: 0.02 }),
  rain: ({ weather }) =>
    count(
      'rain',
      daySeries((day, values) => {
        const rate = weather.rainMmPerHour(day)
        for (let step = 1; step <= STEPS; step++) {
          values[step] = at(values, step - 1) + (at(rate, step - 1) + at(rate, step)) / 24
        }
      }),
      TIP_MM,
    ),
}

/** The level of a harbour's water: the tide, and what wind and pressure pile up. */
export function waterGauge(
  world: World,
  plan: {
    readonly name: string
    readonly title: string
    readonly tideM: number
    readonly gaps?: number
  },
): Equipment {
  const { weather } = world
  const level = steps((step, day, time) => {
    const tide = plan.tideM * Math.sin((2 * Math.PI * time) / 44_714_000) // 12 h 25 min
    const wind = at(weather.windMs(day), step)
    const west = Math.cos(((at(weather.windFromDegrees(day), step) - 280) * Math.PI) / 180)
    return tide + 0.0016 * wind * wind * west + (1013 - at(weather.pressureHpa(day), step)) * 0.008
  })
  const { name, title, gaps = 1 } = plan
  return {
    place: { name, title, kind: 'outdoor' },
    senders: [
      {
        place: name,
        device: `${name}-gauge`,
        title,
        format: 'bypuls-json',
        gaps,
        points: [gauge('water-level', level, { jitter: 0.004 })],
      },
    ],
  }
}
