import type { Tone } from '../parts/tone.js'
import type { ChartWindow, PlotData } from './chart-data.js'

/** One line of a tooltip: a series (or its period before) in one window. */
export type Reading = {
  readonly id: string
  readonly title: string
  readonly tone: Tone
  readonly shape: 'line' | 'solid' | 'bar' | 'previous' | 'outline'
  readonly value: number | null
  readonly unit: string
  readonly decimals: number
  readonly window?: ChartWindow
}

/** The windows that the crosshair steps through: those of the first series with any. */
export function stepsOf(plots: readonly PlotData[]): readonly ChartWindow[] {
  return (
    plots.flatMap(({ series }) => series).find(({ windows }) => windows.length > 0)?.windows ?? []
  )
}

/** What all series say in the window that begins at `start`. */
export function readingsAt(plots: readonly PlotData[], step: ChartWindow): readonly Reading[] {
  const middle = (step.start + step.end) / 2
  const at = (windows: readonly ChartWindow[]) =>
    windows.find(({ start, end }) => start <= middle && middle < end)
  return plots.flatMap(({ series, unit }) =>
    series.flatMap((one): Reading[] => {
      const window = at(one.windows)
      const decimals = one.decimals ?? 1
      const shape = one.shape === 'bars' ? 'bar' : one.solid ? 'solid' : 'line'
      const base = { tone: one.tone, unit, decimals }
      const now = {
        id: one.id,
        title: one.title,
        shape,
        value: window?.value ?? null,
        ...base,
      } as const
      const readings: Reading[] = [window ? { ...now, window } : now]
      if (one.previous) {
        const title = one.previousTitle ? `${one.title}, ${one.previousTitle}` : one.title
        const shape = one.shape === 'bars' ? 'outline' : 'previous'
        const value = at(one.previous)?.value ?? null
        readings.push({ id: `${one.id} previous`, title, shape, value, ...base })
      }
      return readings
    }),
  )
}
