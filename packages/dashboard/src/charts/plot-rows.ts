import type { ChartWindow, PlotData } from './chart-data.js'

type Row = { [key: string]: number | null | readonly [number, number] }

/** A plot's series as Recharts' rows, by the middle of each window, and all values that the scale must hold. */
export function plotRows(plot: PlotData): {
  rows: readonly Row[]
  values: readonly number[]
} {
  const rows = new Map<number, Row>()
  const values: number[] = []
  const rowAt = (window: ChartWindow): Row => {
    const at = (window.start + window.end) / 2
    const row = rows.get(at) ?? { at }
    rows.set(at, row)
    return row
  }

  for (const series of plot.series) {
    for (const window of series.windows) {
      const row = rowAt(window)
      row[series.id] = window.value
      if (window.value !== null) values.push(window.value)
      const { min = null, max = null } = window
      if (series.band && min !== null && max !== null && window.value !== null) {
        row[`${series.id} band`] = [min, max]
        values.push(min, max)
      }
    }
    for (const window of series.previous ?? []) {
      rowAt(window)[`${series.id} previous`] = window.value
      if (window.value !== null) values.push(window.value)
    }
  }
  const sorted = [...rows.values()].sort((a, b) => Number(a.at) - Number(b.at))
  if (plot.stacked) values.push(...sorted.map((row) => stackHeight(row, plot)))
  for (const limit of plot.limits ?? []) if (isNear(limit.value, values)) values.push(limit.value)
  return { rows: sorted, values }
}

function stackHeight(row: Row, plot: PlotData): number {
  return plot.series.reduce((sum, { id }) => sum + (typeof row[id] === 'number' ? row[id] : 0), 0)
}

/** A limit far above everything measured would flatten the line; it is then left off the scale. */
function isNear(limit: number, values: readonly number[]): boolean {
  const high = Math.max(...values)
  const low = Math.min(...values)
  return (
    limit <= high + Math.max((high - low) * 1.5, Math.abs(high) * 0.5) &&
    limit >= low - (high - low) * 1.5
  )
}
