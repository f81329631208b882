import type { Aggregate } from '@bypuls/model'
import { WindowSize } from '@bypuls/model'
import { z } from 'zod'
import { formatQuery } from './export/format.js'
import { rangeQuery, viewQuery } from './query.js'

const AGGREGATES = [
  'mean',
  'sum',
  'max',
  'min',
  'last',
  'energy-mean',
  'circular-mean',
  'increase',
] as const satisfies readonly Aggregate[]

export const WINDOW_FORMATS = ['json', 'csv', 'ndjson', 'parquet'] as const

/** What `/points/:point/windows` and `/windows` take. */
export const windowsQuery = {
  ...rangeQuery,
  window: z
    .enum([...WindowSize.options, 'auto'])
    .default('PT1H')
    .meta({ description: '`auto`: as fine as a chart of `pixels` can show.' }),
  pixels: z.coerce.number().int().min(10).max(10_000).optional(),
  aggregate: z.enum(AGGREGATES).optional().meta({ description: 'Default: the metric’s own.' }),
  ...viewQuery,
  ...formatQuery(WINDOW_FORMATS),
}

export type WindowsInput = z.output<z.ZodObject<typeof windowsQuery>>

/** The part of the question that the query tells, absent rather than undefined. */
export function toWindowsQuery({ window, pixels, aggregate, view }: WindowsInput) {
  return {
    size: window,
    view,
    ...(pixels === undefined ? {} : { pixels }),
    ...(aggregate === undefined ? {} : { aggregate }),
  }
}
