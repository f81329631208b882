import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { PointState, page, ZonedTime } from './shared.js'
import { PlaceKind } from './sites.js'

/** A point's last reading. Never heard of: `observedAt` and `value` are null and the state is offline. */
export const Latest = z
  .object({
    point: PointId,
    observedAt: ZonedTime.nullable(),
    receivedAt: ZonedTime.nullable(),
    value: z.number().nullable(),
    unit: z.string(),
    quality: Quality,
    rule: z.string().nullable(),
    state: PointState,
  })
  .meta({ id: 'Latest' })
export type Latest = z.output<typeof Latest>
export const LatestList = page(Latest).meta({ id: 'LatestList' })
export type LatestList = z.output<typeof LatestList>

export const Point = z
  .object({
    id: PointId,
    site: Slug,
    place: Slug,
    placeTitle: z.string(),
    placeKind: PlaceKind,
    /** What a room is used for, where the registry knows. */
    usage: z.string().nullable(),
    metric: Slug,
    title: z.object({ da: z.string(), en: z.string() }),
    unit: z.string(),
    kind: z.enum(['gauge', 'counter', 'delta', 'state']),
    aggregate: z.string(),
    topic: z.string(),
    expectedIntervalMs: z.number().nullable(),
    /** The device that serves it now, `<organisation>/<device>`; null when none does. */
    device: z.string().nullable(),
  })
  .meta({ id: 'Point' })
export type Point = z.output<typeof Point>
export const PointList = page(Point).meta({ id: 'PointList' })
export type PointList = z.output<typeof PointList>

/** A device's time at a point. `until` is null while it lasts. */
export const ServedBy = z.object({
  device: z.string(),
  title: z.string(),
  child: z.string().nullable(),
  field: z.string(),
  from: ZonedTime,
  until: ZonedTime.nullable(),
  expectedIntervalMs: z.number(),
  oldFinal: z.number().nullable(),
  newFirst: z.number().nullable(),
})
export type ServedBy = z.output<typeof ServedBy>

export const PointDetail = Point.extend({
  timezone: z.string(),
  siteTitle: z.string(),
  source: z.enum(['measured', 'simulated', 'historical']),
  licence: z.string(),
  sourceText: z.string(),
  plausible: z.object({ min: z.number(), max: z.number() }),
  latest: Latest,
  /** Readings of the last 30 days (of a historical point: before its newest) by quality. */
  qualityCounts: z.object({ good: z.number(), suspect: z.number() }),
  devices: z.array(ServedBy),
}).meta({ id: 'PointDetail' })
export type PointDetail = z.output<typeof PointDetail>

export const RawReading = z
  .object({
    time: ZonedTime,
    value: z.number(),
    quality: Quality,
    rule: z.string().nullable(),
  })
  .meta({ id: 'RawReading' })
export const ReadingList = z
  .object({
    point: PointId,
    metric: Slug,
    unit: z.string(),
    timezone: z.string(),
    items: z.array(RawReading),
    next: z.string().nullable(),
  })
  .meta({ id: 'ReadingList' })
export type ReadingList = z.output<typeof ReadingList>
