import type { PointDetail, WindowSeries, WindowSize } from '@bypuls/model'
import { type Range, resolveRange, windowsFor } from '../../app/range.js'
import type { Search } from '../../app/search.js'
import { WINDOW_SIZES } from '../../app/window-sizes.js'
import type { ChartWindow } from '../../charts/chart-data.js'
import type { StripSpan } from '../../parts/quality-runs.js'
import type { Tone } from '../../parts/tone.js'
import { historicalRange } from '../energy/energy-range.js'

/** What span the page looks at: the last day, or a historical point's last seven days. */
export function pointRange(
  search: Search,
  point: Pick<PointDetail, 'source' | 'timezone'>,
  now: number,
): Range {
  const { source, timezone: zone } = point
  if (source === 'historical') return historicalRange(search, now, zone)
  return resolveRange(search, { now, zone, fallback: '24h' })
}

/** The resolutions that suit a range, and the one in use. */
export function pointWindows(range: Range, used: WindowSize | undefined): readonly WindowSize[] {
  const days = (range.to - range.from) / 86_400_000
  const fitting = windowsFor(range).filter((size) => size !== 'P1D' || days > 1.5)
  return WINDOW_SIZES.filter((size) => size === used || fitting.includes(size))
}

const HEAT = /heat|supply|return|hot-water/
const OUTDOOR = /^outdoor-|^air-pressure|^wind-|^rain|^solar-irr|^irradiance/

/** The colour that a point's quantity has everywhere. */
export function toneOf({ metric, topic }: Pick<PointDetail, 'metric' | 'topic'>): Tone {
  if (metric.startsWith('noise')) return 4
  if (OUTDOOR.test(metric)) return 6
  if (topic === 'indoor') return 5
  if (HEAT.test(metric)) return 2
  return topic === 'energy' ? 1 : 3
}

/** An amount per window is drawn as bars from zero, a level as a line. */
export function isAmount({ method }: Pick<WindowSeries, 'method'>): boolean {
  return method === 'increase' || method === 'sum'
}

/** What the windows say about the whole period. */
export function periodFigures(windows: readonly ChartWindow[], until: number) {
  const past = windows.filter(({ start }) => start < until)
  const values = past.flatMap(({ value }) => (value === null ? [] : [value]))
  const lows = past.flatMap(({ min, value }) => min ?? value ?? [])
  const highs = past.flatMap(({ max, value }) => max ?? value ?? [])
  const covered = past.filter(({ coverage }) => coverage !== null)
  const length = (window: ChartWindow) => Math.min(window.end, until) - window.start
  const whole = covered.reduce((sum, window) => sum + length(window), 0)
  return {
    sum: values.length === 0 ? null : values.reduce((a, b) => a + b, 0),
    min: lows.length === 0 ? null : Math.min(...lows),
    max: highs.length === 0 ? null : Math.max(...highs),
    count: past.reduce((sum, { count = 0 }) => sum + count, 0),
    suspect: past.reduce((sum, { suspect = 0 }) => sum + suspect, 0),
    coverage:
      whole === 0
        ? null
        : covered.reduce((sum, window) => sum + (window.coverage ?? 0) * length(window), 0) / whole,
    strip: past.map(({ start, end, quality, suspect = 0 }): StripSpan => {
      return { start, end, quality: suspect > 0 && quality === 'good' ? 'suspect' : quality }
    }),
  }
}
