import { type CounterRules, metricBySlug, swapsOf } from '@bypuls/model'
import type { Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'

export type RulesStore = Pick<TimeSeriesStore, 'readings' | 'around'>
export type RulesRegistry = Pick<Registry, 'view' | 'entries' | 'replaceEntries' | 'onChange'>

/** Epoch ms UTC, both ends inside. */
export type TouchedRange = { readonly from: number; readonly to: number }

/** Earlier than any reading, and later. */
export const EVER = { from: 0, to: Date.UTC(10_000, 0, 1) }

/** A counter's rules, and how often it reports at its slowest, ms. */
export type Counter = CounterRules & { readonly intervalMs: number }

/** A meter without a link may have any. */
const UNKNOWN_INTERVAL_MS = 3_600_000

/** What a counter's entries follow from besides its readings; undefined for every other point. */
export function counterRules(
  view: ReturnType<Registry['view']>,
  point: string,
): Counter | undefined {
  const metric = metricBySlug(view.points.get(point)?.metric ?? '')
  if (metric?.kind !== 'counter') return undefined
  const { maxRatePerHour } = metric
  const links = (view.linksOfPoint.get(point) ?? []).map(({ link }) => link)
  const intervals = links.map(({ expectedIntervalMs }) => expectedIntervalMs)
  return {
    point,
    swaps: swapsOf(links),
    intervalMs: intervals.length === 0 ? UNKNOWN_INTERVAL_MS : Math.max(...intervals),
    ...(maxRatePerHour !== undefined && { maxRatePerHour }),
  }
}
