import type { LegendItem } from '../parts/Legend.js'
import type { PlotData } from './chart-data.js'

/** The legend of a stack of plots: each series, its band, and the period before once. */
export function legendOf(
  plots: readonly PlotData[],
  words: { extra: readonly LegendItem[]; minMax: string },
): readonly LegendItem[] {
  const series = plots.flatMap((plot) => plot.series)
  const items = series.map(({ title, tone, shape, solid }): LegendItem => {
    return { label: title, tone, shape: shape === 'bars' ? 'bar' : solid ? 'solid' : 'line' }
  })
  const banded = series.find(({ band }) => band)
  if (banded) items.push({ label: words.minMax, tone: banded.tone, shape: 'band' })
  const compared = series.find(({ previous }) => previous?.some(({ value }) => value !== null))
  if (compared?.previousTitle)
    items.push({
      label: compared.previousTitle,
      shape: compared.shape === 'bars' ? 'outline' : 'previous',
    })
  return [...items, ...words.extra]
}
