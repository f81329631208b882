import { z } from 'zod'

/** The windows that history can be asked in (ISO 8601 durations). Days and longer are local ones. */
export const WindowSize = z.enum([
  'PT1M',
  'PT5M',
  'PT10M',
  'PT15M',
  'PT30M',
  'PT1H',
  'P1D',
  'P1W',
  'P1M',
  'P1Y',
])
export type WindowSize = z.output<typeof WindowSize>

/** An interval in epoch ms UTC: `start` inclusive, `end` exclusive. */
export type Interval = { readonly start: number; readonly end: number }
