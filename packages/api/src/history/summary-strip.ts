import { type Quality, type SiteSummary, SUFFICIENT_COVERAGE, zonedIso } from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import type { SeriesWindow } from './series-shapes.js'
import { cutWindows, type SiteHistoryDeps } from './until.js'

const DAY_MS = 86_400_000
/** A cell shows a trouble that this share of the points has: one drifting sensor is not the site's. */
const NOTABLE_SHARE = 0.1
const TROUBLE: readonly Quality[] = ['suspect', 'estimated', 'corrected']

/** The last 24 hours of all points together, the running one last, and their mean coverage. */
export async function stripOf24h(
  { series, view }: Pick<SiteHistoryDeps, 'series' | 'view'>,
  site: SiteRecord,
  at: number,
): Promise<Pick<SiteSummary, 'coverage24h' | 'strip'>> {
  const { timezone } = site
  const points = (view().pointsOfSite.get(site.name) ?? []).map(({ id }) => id)
  const windows = cutWindows({ from: at - DAY_MS, to: at }, 'PT1H', timezone).slice(-24)
  const answers = points.length === 0 ? [] : await series({ points, windows, timezone })
  const strip = windows.map(({ start, end }, index) => {
    const parts = answers.flatMap((answer) => answer.windows[index] ?? [])
    return {
      start: zonedIso(start, timezone),
      end: zonedIso(end, timezone),
      ...cellOf(parts),
    }
  })
  const all = answers.flatMap((answer) => answer.windows)
  return { coverage24h: meanCoverage(all), strip }
}

function cellOf(parts: readonly SeriesWindow[]): { quality: Quality; coverage: number | null } {
  const coverage = meanCoverage(parts)
  if ((coverage ?? 0) < SUFFICIENT_COVERAGE) return { quality: 'missing', coverage }
  const share = (wanted: Quality) =>
    parts.filter(({ quality }) => quality === wanted).length / parts.length
  return { quality: TROUBLE.find((one) => share(one) >= NOTABLE_SHARE) ?? 'good', coverage }
}

function meanCoverage(parts: readonly SeriesWindow[]): number | null {
  const expected = parts.flatMap(({ coverage }) => coverage ?? [])
  if (expected.length === 0) return null
  return expected.reduce((a, b) => a + b, 0) / expected.length
}
