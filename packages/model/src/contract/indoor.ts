import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { WindowSize } from '../window.js'
import { Coverage, ZonedTime } from './shared.js'

export const IndoorMetric = z.enum(['co2', 'indoor-temperature', 'indoor-humidity'])
export type IndoorMetric = z.output<typeof IndoorMetric>

/** EN 16798-1 category, 1 (best) to 4 (outside III); null where it cannot be said. */
export const Category = z.number().int().min(1).max(4).nullable()

/** Shares of the occupied time with enough readings, each 0 to 1, adding up to 1; null without such time. */
export const CategoryShares = z
  .object({ i: z.number(), ii: z.number(), iii: z.number(), iv: z.number() })
  .nullable()
export type CategoryShares = z.output<typeof CategoryShares>

export const RoomWindow = z
  .object({
    start: ZonedTime,
    end: ZonedTime,
    value: z.number().nullable(),
    category: Category,
    coverage: Coverage,
    quality: Quality,
    /** Share of the window in which the room is occupied, 0 to 1. */
    occupied: z.number(),
    shares: CategoryShares,
  })
  .meta({ id: 'RoomWindow' })
export type RoomWindow = z.output<typeof RoomWindow>

/** What the occupied time of a range was like. */
export const OccupiedTime = z.object({
  /** Hours occupied, and those of them with enough readings to be judged. */
  occupiedHours: z.number(),
  judgedHours: z.number(),
  shares: CategoryShares,
  /** CO2 only (BR18 § 447): share of the judged time at or under 1000 ppm. */
  atMost1000ppm: z.number().nullable(),
  coverage: Coverage,
})
export type OccupiedTime = z.output<typeof OccupiedTime>

export const Room = z
  .object({
    place: Slug,
    placeTitle: z.string(),
    usage: z.string().nullable(),
    point: PointId,
    occupied: OccupiedTime,
    windows: z.array(RoomWindow),
  })
  .meta({ id: 'Room' })
export type Room = z.output<typeof Room>

/** The bounds of categories I, II and III; `lower` where a metric has a floor (temperature, humidity). */
export const CategoryBounds = z.object({
  lower: z.array(z.number()).nullable(),
  upper: z.array(z.number()),
})

export const IndoorClimate = z
  .object({
    metric: IndoorMetric,
    unit: z.string(),
    bounds: CategoryBounds,
    /** All rooms together: the mean of their shares weighted by judged time. */
    occupied: OccupiedTime,
    rooms: z.array(Room),
  })
  .meta({ id: 'IndoorClimate' })
export type IndoorClimate = z.output<typeof IndoorClimate>

export const SiteIndoor = z
  .object({
    site: Slug,
    timezone: z.string(),
    window: WindowSize,
    from: ZonedTime,
    to: ZonedTime,
    outdoorCo2Ppm: z.number(),
    source: z.string(),
    climates: z.array(IndoorClimate),
  })
  .meta({ id: 'SiteIndoor' })
export type SiteIndoor = z.output<typeof SiteIndoor>
