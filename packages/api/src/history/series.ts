import {
  type Aggregate,
  type Interval,
  localWindows,
  pointParts,
  type View,
  type WindowSeries,
  type WindowSize,
  zonedIso,
} from '@bypuls/model'
import { seriesWith } from './series-of.js'
import type { Figure, HistoryDeps, SeriesOf } from './series-shapes.js'
import { autoSize } from './series-size.js'
import { sourcesOf } from './series-sources.js'

/** A question for `/windows`. Times are epoch ms UTC. */
export type WindowsQuery = {
  readonly points: readonly string[]
  readonly from: number
  readonly to: number
  readonly size: WindowSize | 'auto'
  /** For `auto`: how wide the chart is. */
  readonly pixels?: number
  /** The windows' calendar; each point's site's own where absent. */
  readonly timezone?: string
  readonly aggregate?: Aggregate
  readonly view: View
}

export type History = {
  /**
   * The windows that cover [from, to), whole ones: the first may begin before `from` and the last end
   * after `to`, so that a window says the same whoever asks. In the order of the points, unregistered
   * ones left out.
   */
  windows(query: WindowsQuery): Promise<WindowSeries[]>
  /** The same in numbers, for windows of any cut: what energy, air and indoor figures are made from. */
  readonly series: SeriesOf
}

/** History from the store's parts, the local calendar, the device links and the dated entries. */
export function createHistory(deps: HistoryDeps): History {
  return {
    series: (query) =>
      seriesWith(deps, query, (figure, index) => {
        const { start = Number.NaN, end = Number.NaN } = query.windows[index] ?? {}
        return withTimes(figure, start, end)
      }),

    async windows(query) {
      const size = query.size === 'auto' ? sizeFor(deps, query) : query.size
      const answers = await Promise.all(
        [...byTimezone(deps, query)].map(async ([timezone, points]) => {
          const windows = localWindows({ from: query.from, to: query.to, size, timezone })
          return wireSeries(deps, { ...query, size, timezone, points, windows })
        }),
      )
      const byPoint = new Map(answers.flat().map((answer) => [answer.point, answer]))
      return [...new Set(query.points)].flatMap((point) => byPoint.get(point) ?? [])
    },
  }
}

function sizeFor(deps: HistoryDeps, query: WindowsQuery): WindowSize {
  const { points, from, to, pixels } = query
  return autoSize({
    start: from,
    end: to,
    ...(pixels !== undefined && { pixels }),
    periods: sourcesOf(deps, { points, view: 'raw' }).flatMap(({ periods }) => periods),
  })
}

function byTimezone(
  deps: HistoryDeps,
  { points, timezone }: Pick<WindowsQuery, 'points' | 'timezone'>,
): ReadonlyMap<string, readonly string[]> {
  if (timezone !== undefined) return new Map([[timezone, points]])
  const { sites } = deps.view()
  const groups = new Map<string, string[]>()
  for (const point of points) {
    const zone = sites.get(pointParts(point).site)?.timezone ?? 'UTC'
    const group = groups.get(zone)
    if (group === undefined) groups.set(zone, [point])
    else group.push(point)
  }
  return groups
}

type WireQuery = WindowsQuery & {
  readonly size: WindowSize
  readonly timezone: string
  readonly windows: readonly Interval[]
}

async function wireSeries(deps: HistoryDeps, query: WireQuery): Promise<readonly WindowSeries[]> {
  const { points, windows, size, timezone, aggregate, view } = query
  const iso = (ms: number) => zonedIso(ms, timezone)
  // Every point has the same windows: their times are written once.
  const starts = windows.map(({ start }) => iso(start))
  const ends = windows.map(({ end }) => iso(end))
  const [from, to] = [iso(query.from), iso(query.to)]
  const asked = { points, windows, timezone, view, range: true, ...(aggregate && { aggregate }) }
  const series = await seriesWith(deps, asked, (figure, index) =>
    withTimes(figure, starts[index] ?? '', ends[index] ?? ''),
  )
  return series.map(({ point, metric, method, windows: values }) => ({
    point,
    metric: metric.slug,
    unit: metric.unit,
    method,
    timezone,
    window: size,
    from,
    to,
    windows: [...values],
  }))
}

/** Field by field: spreading a million figures takes several times as long. */
function withTimes<Time>(figure: Figure, start: Time, end: Time) {
  const { value, min, max, count, coverage, quality, suspect } = figure
  return { start, end, value, min, max, count, coverage, quality, suspect }
}
