import type { Latest, Point, PointState, WindowSeries } from '@bypuls/model'

/** What the list can be cut to: a state, or the points whose newest reading is suspect. */
export const SENSOR_FILTERS = ['all', 'offline', 'stale', 'suspect', 'live'] as const
export type SensorFilter = (typeof SENSOR_FILTERS)[number]

/** A point with what is known of it now. */
export type SensorRow = {
  readonly point: Point
  readonly latest: Latest | undefined
  readonly day: WindowSeries | undefined
}

/** The points of a site with their newest readings and last 24 hours, trouble first, then by place and name. */
export function toSensorRows(
  points: readonly Point[],
  known: { latest: readonly Latest[]; days: readonly WindowSeries[] },
  language: 'da' | 'en',
): readonly SensorRow[] {
  const latest = new Map(known.latest.map((one) => [one.point, one]))
  const days = new Map(known.days.map((series) => [series.point, series]))
  const collator = new Intl.Collator(language === 'da' ? 'da-DK' : 'en-GB', { numeric: true })
  return points
    .map((point) => ({ point, latest: latest.get(point.id), day: days.get(point.id) }))
    .sort(
      (a, b) =>
        troubleOf(a) - troubleOf(b) ||
        collator.compare(a.point.placeTitle, b.point.placeTitle) ||
        collator.compare(a.point.title[language], b.point.title[language]),
    )
}

/** The rows that match a state and every word of a search, in any order. */
export function filterRows(
  rows: readonly SensorRow[],
  filter: SensorFilter,
  search: string,
): readonly SensorRow[] {
  const words = search.toLocaleLowerCase('da').split(/\s+/).filter(Boolean)
  return rows.filter((row) => {
    const { id, title, placeTitle, usage, device, metric } = row.point
    const text = [id, title.da, title.en, placeTitle, usage, device, metric]
      .join(' ')
      .toLocaleLowerCase('da')
    return matches(row, filter) && words.every((word) => text.includes(word))
  })
}

/** How many rows each filter would leave. */
export function countRows(rows: readonly SensorRow[]): Readonly<Record<SensorFilter, number>> {
  const count = (filter: SensorFilter) => rows.filter((row) => matches(row, filter)).length
  return {
    all: rows.length,
    offline: count('offline'),
    stale: count('stale'),
    suspect: count('suspect'),
    live: count('live'),
  }
}

/** The share of the expected readings that came in 24 hours; null where nothing is expected. */
export function coverageOf(day: WindowSeries | undefined): number | null {
  let covered = 0
  let known = 0
  for (const { start, end, coverage } of day?.windows ?? []) {
    if (coverage === null) continue
    const length = Date.parse(end) - Date.parse(start)
    covered += length * Math.min(1, coverage)
    known += length
  }
  return known === 0 ? null : covered / known
}

function matches({ latest }: SensorRow, filter: SensorFilter): boolean {
  if (filter === 'all') return true
  if (filter === 'suspect') return latest?.quality === 'suspect'
  return (latest?.state ?? 'offline') === filter
}

const ORDER: Readonly<Record<PointState, number>> = { offline: 0, stale: 1, live: 3 }

function troubleOf({ latest }: SensorRow): number {
  const state = latest?.state ?? 'offline'
  return state === 'live' && latest?.quality === 'suspect' ? 2 : ORDER[state]
}
