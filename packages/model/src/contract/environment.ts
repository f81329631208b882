import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Coverage, ZonedTime } from './shared.js'

export const Pollutant = z.enum(['pm2-5', 'pm10', 'no2', 'o3', 'so2'])
export type Pollutant = z.output<typeof Pollutant>

/** European Air Quality Index level, 1 (good) to 6 (extremely poor); null where it cannot be said. */
export const AirLevel = z.number().int().min(1).max(6).nullable()

export const PollutantNow = z
  .object({
    pollutant: Pollutant,
    point: PointId,
    /** Mean of the last whole hour with enough readings, ug/m3. */
    value: z.number().nullable(),
    level: AirLevel,
    /** Upper bounds of levels 1 to 5, ug/m3. */
    bounds: z.array(z.number()),
    coverage24h: Coverage,
    hoursOf24: z.number().int(),
    sufficient: z.boolean(),
  })
  .meta({ id: 'PollutantNow' })
export type PollutantNow = z.output<typeof PollutantNow>

export const AirHour = z
  .object({
    start: ZonedTime,
    end: ZonedTime,
    level: AirLevel,
    pollutant: Pollutant.nullable(),
    /** Which pollutants were there; without NO2 (and O3 off traffic) the index is partial. */
    partial: z.boolean(),
  })
  .meta({ id: 'AirHour' })
export type AirHour = z.output<typeof AirHour>

export const AirIndex = z
  .object({
    level: AirLevel,
    pollutant: Pollutant.nullable(),
    partial: z.boolean(),
    /** The pollutants a whole index would need and that are not there. */
    missing: z.array(Pollutant),
    hour: z.object({ start: ZonedTime, end: ZonedTime }).nullable(),
    pollutants: z.array(PollutantNow),
    hours: z.array(AirHour),
    source: z.string(),
  })
  .meta({ id: 'AirIndex' })
export type AirIndex = z.output<typeof AirIndex>

export const NoiseDay = z
  .object({
    point: PointId,
    placeTitle: z.string(),
    /** Lden-like level of the asked range, dB(A); null under 75 % coverage of any period. */
    lden: z.number().nullable(),
    day: z.number().nullable(),
    evening: z.number().nullable(),
    night: z.number().nullable(),
    coverage: Coverage,
  })
  .meta({ id: 'NoiseDay' })
export type NoiseDay = z.output<typeof NoiseDay>

export const SiteEnvironment = z
  .object({
    site: Slug,
    timezone: z.string(),
    from: ZonedTime,
    to: ZonedTime,
    air: AirIndex.nullable(),
    noise: z.array(NoiseDay),
    /** Points to draw, by what they tell: the page asks `/windows` for them. */
    points: z.object({
      particles: z.array(PointId),
      gases: z.array(PointId),
      noise: z.array(PointId),
      weather: z.array(PointId),
      city: z.array(PointId),
    }),
  })
  .meta({ id: 'SiteEnvironment' })
export type SiteEnvironment = z.output<typeof SiteEnvironment>
