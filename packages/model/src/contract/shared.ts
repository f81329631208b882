import { z } from 'zod'
import { Quality } from '../quality.js'

/** ISO 8601 with the offset of the asked zone, e.g. `2026-11-23T06:00:00+01:00`. */
export const ZonedTime = z
  .string()
  .meta({ description: 'ISO 8601 with offset', format: 'date-time' })

/** Readings present ÷ readings expected, 0 to 1; null where nothing is expected. */
export const Coverage = z.number().min(0).max(1).nullable()

/** How a point reports: within 3 expected intervals, later than that, or silent past the site's limit. */
export const PointState = z.enum(['live', 'stale', 'offline'])
export type PointState = z.output<typeof PointState>

/** Where a site's readings come from. */
export const SourceKind = z.enum(['measured', 'simulated', 'historical'])
export type SourceKind = z.output<typeof SourceKind>

/** A list in pages: `next` is the cursor of the following page, null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** Problem details (RFC 9457) with every fault at once. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>

/** One figure over a window, with how far it can be trusted. `value` is null where nothing was measured. */
export const Figure = z.object({
  value: z.number().nullable(),
  coverage: Coverage,
  quality: Quality,
})
export type Figure = z.output<typeof Figure>

/** One cell of a quality strip. */
export const StripCell = z.object({
  start: ZonedTime,
  end: ZonedTime,
  quality: Quality,
  coverage: Coverage,
})
export type StripCell = z.output<typeof StripCell>
