import { type CounterRules, metricBySlug, swapsOf } from '@bypuls/model'
import type { Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'

export type RulesStore = Pick<TimeSeriesStore, 'readings'>
export type RulesRegistry = Pick<Registry, 'view' | 'entries' | 'replaceEntries' | 'onChange'>

/** Epoch ms UTC, both ends inside. */
export type TouchedRange = { readonly from: number; readonly to: number }

/** Earlier than any reading, and later. */
export const EVER = { from: 0, to: Date.UTC(10_000, 0, 1) }

/** What a counter's entries follow from besides its readings; undefined for every other point. */
export function counterRules(
  view: ReturnType<Registry['view']>,
  point: string,
): CounterRules | undefined {
  const metric = metricBySlug(view.points.get(point)?.metric ?? '')
  if (metric?.kind !== 'counter') return undefined
  const { maxRatePerHour } = metric
  const swaps = swapsOf((view.linksOfPoint.get(point) ?? []).map(({ link }) => link))
  return { point, swaps, ...(maxRatePerHour !== undefined && { maxRatePerHour }) }
}
