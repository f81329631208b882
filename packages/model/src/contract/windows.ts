import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { WindowSize } from '../window.js'
import { Coverage, ZonedTime } from './shared.js'

export const View = z.enum(['raw', 'checked', 'corrected'])
export type View = z.output<typeof View>

export const WindowValue = z
  .object({
    start: ZonedTime,
    end: ZonedTime,
    value: z.number().nullable(),
    min: z.number().nullable(),
    max: z.number().nullable(),
    /** Good readings in the window. */
    count: z.number().int(),
    coverage: Coverage,
    quality: Quality,
    /** Readings in the window that were left out as suspect. */
    suspect: z.number().int(),
  })
  .meta({ id: 'WindowValue' })
export type WindowValue = z.output<typeof WindowValue>

export const WindowSeries = z
  .object({
    point: PointId,
    metric: Slug,
    unit: z.string(),
    /** How each value was made, e.g. `mean`, `energy-mean`, `increase`. */
    method: z.string(),
    timezone: z.string(),
    window: WindowSize,
    from: ZonedTime,
    to: ZonedTime,
    windows: z.array(WindowValue),
  })
  .meta({ id: 'WindowSeries' })
export type WindowSeries = z.output<typeof WindowSeries>

export const WindowSeriesList = z
  .object({ items: z.array(WindowSeries) })
  .meta({ id: 'WindowSeriesList' })
export type WindowSeriesList = z.output<typeof WindowSeriesList>
