import { at, DAY_MS, type DaySeries, steps } from '../series/day-series.js'
import { seedOf, smooth } from './noise.js'
import { meanSunHeight, type Position, sunHeight } from './sun.js'

const HOUR_MS = 3_600_000

/** The weather at a site. One weather for the country: fronts reach the sites one after the other. */
export type Weather = {
  readonly position: Position
  readonly temperatureCel: DaySeries
  readonly humidityPercent: DaySeries
  readonly pressureHpa: DaySeries
  readonly windMs: DaySeries
  readonly gustMs: DaySeries
  /** May pass 360 or 0: to be taken modulo 360. */
  readonly windFromDegrees: DaySeries
  readonly irradianceWm2: DaySeries
  readonly illuminanceLux: DaySeries
  readonly rainMmPerHour: DaySeries
  readonly sunHeight: DaySeries
  /** Without the day's own swing; what a building feels over the day. */
  meanTemperatureCel(day: number): number
  /** Mean over the day, W/m2. */
  meanIrradianceWm2(day: number): number
}

/** What makes a place differ from the next. */
export type Climate = Position & {
  /** How much later a front arrives than in the west, ms. */
  readonly lagMs: number
  readonly warmerCel: number
  readonly windier: number
}

/** What the fronts bring: slow curves of time that every site shares, each from -1 to 1. */
function createFronts(citySeed: number) {
  const curve = (name: string, days: number) => {
    const seed = seedOf(citySeed, name)
    return (time: number) => smooth(seed, time / (days * DAY_MS))
  }
  return {
    warmth: curve('warmth', 4.3),
    warmthOfDay: curve('warmth-of-day', 1.1),
    warmthOfHour: curve('warmth-of-hour', 0.09),
    cloud: curve('cloud', 1.3),
    cloudOfMinutes: curve('cloud-of-minutes', 0.015),
    pressure: curve('pressure', 3.7),
    pressureOfDay: curve('pressure-of-day', 0.7),
    wind: curve('wind', 0.8),
    windOfHour: curve('wind-of-hour', 0.1),
    gust: curve('gust', 0.005),
    turn: curve('turn', 2.1),
    turnOfHour: curve('turn-of-hour', 0.2),
    wet: curve('wet', 0.5),
    shower: curve('shower', 0.06),
  }
}

/** The weather of one site for a city's seed. */
export function createWeather(citySeed: number, climate: Climate): Weather {
  const fronts = createFronts(seedOf(citySeed, 'weather'))
  const position = { latitude: climate.latitude, longitude: climate.longitude }
  const later = (time: number) => time - climate.lagMs

  const cloudAt = (time: number) => between01(0.58 + 0.62 * fronts.cloud(later(time)))
  const slowTemperature = (time: number) =>
    seasonCel(time) +
    climate.warmerCel +
    4.2 * fronts.warmth(later(time)) +
    1.9 * fronts.warmthOfDay(later(time))
  const swing = (time: number) =>
    (1.1 + 0.19 * Math.max(0, seasonCel(time))) *
    (1.5 - cloudAt(time)) *
    Math.cos((2 * Math.PI * (time - 14.2 * HOUR_MS)) / DAY_MS)

  const sun = steps((_step, _day, time) => sunHeight(position, time))
  const temperatureCel = steps(
    (_step, _day, time) =>
      slowTemperature(time) + swing(time) + 0.35 * fronts.warmthOfHour(later(time)),
  )
  const windMs = steps((_step, _day, time) => {
    const t = later(time)
    const calm = 4.6 + 2.6 * fronts.wind(t) - 2.2 * fronts.pressure(t) + fronts.windOfHour(t)
    return Math.max(0.3, calm * climate.windier)
  })
  const irradianceWm2 = steps((step, day, time) => {
    const height = Math.max(0, at(sun(day), step))
    const cloud = between01(cloudAt(time) + 0.25 * fronts.cloudOfMinutes(later(time)))
    return 1020 * height ** 1.12 * (1 - 0.78 * cloud)
  })

  return {
    position,
    sunHeight: sun,
    temperatureCel,
    windMs,
    irradianceWm2,
    humidityPercent: steps((_step, _day, time) => {
      const seasonal = 84 - 0.7 * Math.max(0, seasonCel(time))
      return Math.min(99, Math.max(32, seasonal - 3.2 * swing(time) + 9 * fronts.wet(later(time))))
    }),
    pressureHpa: steps((_step, _day, time) => {
      const t = later(time)
      return 1013 + 17 * fronts.pressure(t) + 2.5 * fronts.pressureOfDay(t)
    }),
    gustMs: steps((step, day, time) => {
      const wind = at(windMs(day), step)
      return wind * (1.45 + 0.2 * fronts.gust(later(time))) + 0.4
    }),
    windFromDegrees: steps((_step, _day, time) => {
      const t = later(time)
      return 245 + 120 * fronts.turn(t) + 32 * fronts.turnOfHour(t)
    }),
    illuminanceLux: steps((step, day) => {
      const dusk = Math.max(0, at(sun(day), step) + 0.1) // twilight
      return at(irradianceWm2(day), step) * 110 + dusk * 900
    }),
    rainMmPerHour: steps((_step, _day, time) => {
      const t = later(time)
      const wet = 0.75 * fronts.wet(t) + 0.5 * fronts.shower(t) - 0.45 * fronts.pressure(t)
      return Math.max(0, wet - 0.5) * 2.1
    }),
    meanTemperatureCel: (day) =>
      [4, 12, 20].reduce((sum, hour) => sum + slowTemperature(day * DAY_MS + hour * HOUR_MS), 0) /
      3,
    meanIrradianceWm2: (day) => {
      const noon = day * DAY_MS + 11 * HOUR_MS
      return 980 * meanSunHeight(position, day) * (1 - 0.78 * cloudAt(noon))
    },
  }
}

/** The Danish year: coldest in late January, warmest in late July. */
function seasonCel(time: number): number {
  const year = time / (365.2425 * DAY_MS)
  return 8.9 - 8.2 * Math.cos(2 * Math.PI * (year - 26 / 365))
}

function between01(value: number): number {
  return Math.max(0, Math.min(1, value))
}
