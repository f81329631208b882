import type { Quality } from '@bypuls/model'
import type { TableCell, TableColumn, TableData } from '../parts/table.js'
import type { ChartWindow, PlotData } from './chart-data.js'

/** The words of the columns that every chart's table has. */
export type TableWords = {
  readonly start: string
  readonly end: string
  readonly coverage: string
  readonly quality: string
  readonly qualities: Readonly<Record<Quality, string>>
}

/** A chart's plots as a table: a row per window, a column per series (and its period before). */
export function tableOf(caption: string, plots: readonly PlotData[], words: TableWords): TableData {
  const series = plots.flatMap((plot) => plot.series.map((one) => ({ ...one, unit: plot.unit })))
  const columns: TableColumn[] = [
    { title: words.start, kind: 'time' },
    { title: words.end, kind: 'time' },
    ...series.flatMap(({ title, unit, decimals = 2, previous, previousTitle = '' }) => {
      const own: TableColumn = { title, kind: 'number', unit, decimals }
      return previous ? [own, { ...own, title: `${title}, ${previousTitle}` }] : [own]
    }),
    { title: words.coverage, kind: 'share' },
    { title: words.quality, kind: 'text' },
  ]
  const byStart = series.map((one) => ({
    now: new Map(one.windows.map((window) => [window.start, window])),
    before: one.previous && new Map(one.previous.map((window) => [window.start, window])),
  }))
  const longest = series.find(({ windows }) => windows.length > 0)?.windows ?? []
  const rows = longest.map(({ start, end }) => {
    const found: ChartWindow[] = []
    const values = byStart.flatMap(({ now, before }): TableCell[] => {
      const window = now.get(start)
      if (window) found.push(window)
      const value = window?.value ?? null
      return before ? [value, before.get(start)?.value ?? null] : [value]
    })
    return [start, end, ...values, ...trust(found, words)]
  })
  return { caption, columns, rows }
}

const WORST = ['missing', 'suspect', 'estimated', 'corrected', 'good'] as const

function trust(windows: readonly ChartWindow[], words: TableWords): readonly TableCell[] {
  const coverages = windows.flatMap(({ coverage }) => (coverage === null ? [] : [coverage]))
  const quality =
    WORST.find((name) => windows.some((window) => window.quality === name)) ?? 'missing'
  return [coverages.length === 0 ? null : Math.min(...coverages), words.qualities[quality]]
}
