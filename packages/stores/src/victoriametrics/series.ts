import type { Flag } from '@bypuls/model'

/** A point as VictoriaMetrics names it: the site and the place are tags, the metric a field. */
export type Series = { readonly site: string; readonly place: string; readonly metric: string }

/** Good readings and suspect ones are apart, so that windows need no filter. */
export const MEASUREMENTS: Readonly<Record<Flag, string>> = {
  good: 'readings',
  suspect: 'suspect_readings',
}

const POINT = /^([a-z0-9-]{1,40})\.([a-z0-9-]{1,40})\.([a-z0-9-]{1,40})$/
const NAME = /^(suspect_)?readings_([a-z0-9-]{1,40})$/

/** Null where it is no point's id; nothing else can reach a line or a question. */
export function toSeries(point: string): Series | null {
  const [, site, place, metric] = POINT.exec(point) ?? []
  if (site === undefined || place === undefined || metric === undefined) return null
  return { site, place, metric }
}

/** Which point and flag a series' labels mean; null where another program wrote it. */
export function fromLabels(
  labels: Readonly<Record<string, unknown>>,
): { readonly point: string; readonly flag: Flag } | null {
  const { __name__: name, site, place } = labels
  if (typeof name !== 'string') return null
  const [, suspect, metric] = NAME.exec(name) ?? []
  const point = `${site}.${place}.${metric}`
  if (metric === undefined || !POINT.test(point)) return null
  return { point, flag: suspect === undefined ? 'good' : 'suspect' }
}

/**
 * One selector for the series of all the points: places of one site and metric share an alternative.
 * Null where no point is one. At most 100 points, or the server's index takes a slower way.
 */
export function toSelector(points: readonly string[], flags: readonly Flag[]): string | null {
  const places = new Map<string, string[]>()
  for (const point of new Set(points)) {
    const series = toSeries(point)
    if (series === null) continue
    const key = `site="${series.site}",__name__=~"${nameOf(flags, series.metric)}"`
    const of = places.get(key)
    if (of === undefined) places.set(key, [series.place])
    else of.push(series.place)
  }
  if (places.size === 0) return null
  const alternatives = [...places].map(([key, of]) => `${key},place=~"${of.join('|')}"`)
  return `{${alternatives.join(' or ')}}`
}

function nameOf(flags: readonly Flag[], metric: string): string {
  return flags.map((flag) => `${MEASUREMENTS[flag]}_${metric}`).join('|')
}

/** Every series of the platform, and no other program's. */
export const ALL_SERIES = '{__name__=~"(suspect_)?readings_.+",site!="",place!=""}'
