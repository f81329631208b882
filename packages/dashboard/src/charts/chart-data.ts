import type { Quality, WindowSeries } from '@bypuls/model'
import { offsetAt } from '../format/zone.js'
import type { StripSpan } from '../parts/quality-runs.js'
import type { Tone } from '../parts/tone.js'

/** One window of a series, times in epoch ms. `value` null: nothing (or too little) was measured. */
export type ChartWindow = {
  readonly start: number
  readonly end: number
  readonly value: number | null
  readonly min?: number | null
  readonly max?: number | null
  readonly count?: number
  readonly coverage: number | null
  readonly quality: Quality
  /** Readings left out as suspect. */
  readonly suspect?: number
}

/** What is drawn of one quantity. All series of one plot have the same windows. */
export type ChartSeries = {
  readonly id: string
  readonly title: string
  readonly tone: Tone
  readonly shape: 'line' | 'bars'
  readonly windows: readonly ChartWindow[]
  /** Draw the min–max band of each window. */
  readonly band?: boolean
  /** No dash, where it is the only line of its plot. */
  readonly solid?: boolean
  /** The period before, moved onto this axis by `alignPrevious`. */
  readonly previous?: readonly ChartWindow[]
  /** What the period before is called: “uge 46”. */
  readonly previousTitle?: string
  /** Written at the line's end instead of (or with) a legend. */
  readonly endLabel?: string
  readonly decimals?: number
}

/** A horizontal line with its words. `soft`: for another averaging time, drawn quietly. */
export type Limit = {
  readonly value: number
  readonly text: string
  readonly soft?: boolean
  /** Where the words stand. */
  readonly at?: 'left' | 'right'
}

/** A quantity's plot: one unit, one y axis. */
export type PlotData = {
  readonly id: string
  /** Ready text, once above the axis: `El, kWh pr. time` or `µg/m³`. */
  readonly unitTitle: string
  /** After each value in the tooltip: `kWh`. */
  readonly unit: string
  readonly series: readonly ChartSeries[]
  readonly height?: number
  /** `zero` for amounts and bars; `level` starts at a sensible floor. */
  readonly base?: 'zero' | 'level'
  readonly limits?: readonly Limit[]
  /** Suspect readings, outside the line: drawn as hollow diamonds with their words. */
  readonly suspects?: readonly { at: number; value: number; text: string }[]
  /** A good range as a quiet ground. */
  readonly good?: { from: number; to: number; text?: string }
  /** What happened to this quantity alone; what concerns all plots goes to the chart's own `events`. */
  readonly events?: readonly ChartEvent[]
  /** Bars of several series on top of each other. */
  readonly stacked?: boolean
}

/** A stretch of the time axis: night, weekend, outside occupied hours. `plain`: its words alone, no ground. */
export type Shade = {
  readonly from: number
  readonly to: number
  readonly text?: string
  readonly plain?: boolean
}

/** Something that happened: a meter swap, a new sensor. */
export type ChartEvent = { readonly at: number; readonly text: string }

/** A series of the API as chart windows. */
export function toChartWindows(series: Pick<WindowSeries, 'windows'>): readonly ChartWindow[] {
  return series.windows.map(({ start, end, ...rest }) => ({
    ...rest,
    start: Date.parse(start),
    end: Date.parse(end),
  }))
}

/**
 * Moves the windows of an earlier period onto the axis of this one: window by window by the local
 * clock, so that Monday 08 lies under Monday 08 also when the clocks changed between them.
 */
export function alignPrevious(
  previous: readonly ChartWindow[],
  spans: { previousFrom: number; from: number; zone: string },
): readonly ChartWindow[] {
  const { previousFrom, from, zone } = spans
  const before = offsetAt(previousFrom, zone)
  const now = offsetAt(from, zone)
  const shift = (ms: number) => {
    const intoSpan = ms + offsetAt(ms, zone) - (previousFrom + before)
    const moved = from + intoSpan
    return moved - (offsetAt(moved, zone) - now)
  }
  return previous.map((window) => ({
    ...window,
    start: shift(window.start),
    end: shift(window.end),
  }))
}

/** Stretches without values longer than `longerThanMs`, between `from` and `until`. */
export function findHoles(
  windows: readonly ChartWindow[],
  longerThanMs: number,
  until: number,
): readonly Shade[] {
  const holes: { from: number; to: number }[] = []
  for (const window of windows) {
    if (window.value !== null || window.start >= until) continue
    const last = holes.at(-1)
    if (last && last.to === window.start) last.to = window.end
    else holes.push({ from: window.start, to: window.end })
  }
  return holes
    .map(({ from, to }) => ({ from, to: Math.min(to, until) }))
    .filter(({ from, to }) => to - from > longerThanMs)
}

const WORST = ['suspect', 'estimated', 'corrected', 'good'] as const

/**
 * The quality strip of a chart: per window the worst of its series, missing where most of them are
 * (a hole in one of several plots is hatched in its own); `ahead` after `until`.
 */
export function stripOf(series: readonly ChartSeries[], until: number): readonly StripSpan[] {
  const cells = new Map<number, { end: number; qualities: Quality[] }>()
  for (const { windows } of series)
    for (const window of windows) {
      const cell = cells.get(window.start) ?? { end: window.end, qualities: [] }
      cell.qualities.push(qualityOf(window))
      cells.set(window.start, cell)
    }
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([start, { end, qualities }]) => ({
      start,
      end,
      quality: start >= until ? 'ahead' : together(qualities),
    }))
}

function qualityOf({ quality, value, suspect = 0 }: ChartWindow): Quality {
  if (quality !== 'good') return quality
  if (value === null) return 'missing'
  return suspect > 0 ? 'suspect' : 'good'
}

function together(qualities: readonly Quality[]): Quality {
  const missing = qualities.filter((quality) => quality === 'missing').length
  if (missing * 2 > qualities.length) return 'missing'
  return WORST.find((quality) => qualities.includes(quality)) ?? 'missing'
}
