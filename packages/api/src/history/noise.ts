import { ldenOfHours, type NoiseDay, zonedIso } from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import { coverageOverTime } from './combine.js'
import { cutWindows, type SiteHistoryDeps } from './until.js'

/**
 * The Lden-like level of each sound level meter of a site over a range, from the energy means of its
 * local hours. One microphone is indicative: the guideline values are for a year in the free field.
 */
export async function noiseDays(
  deps: Pick<SiteHistoryDeps, 'series' | 'view'>,
  site: SiteRecord,
  range: { readonly from: number; readonly to: number; readonly until: number },
): Promise<NoiseDay[]> {
  const { view, series } = deps
  const { timezone } = site
  const points = (view().pointsOfSite.get(site.name) ?? []).filter(
    ({ metric }) => metric === 'noise-laeq',
  )
  if (points.length === 0) return []
  const windows = cutWindows(range, 'PT1H', timezone)
  const query = { points: points.map(({ id }) => id), windows, timezone, suspects: false }
  const answers = await series(query)
  return answers.map(({ point, windows: hours }) => {
    const place = points.find(({ id }) => id === point)?.place ?? ''
    const levels = hours
      .filter(({ start }) => start < range.until)
      .map(({ start, value, coverage }) => ({
        localHour: Number(zonedIso(start, timezone).slice(11, 13)),
        laeq: value,
        coverage: coverage ?? 0,
      }))
    return {
      point,
      placeTitle: view().places.get(`${site.name}.${place}`)?.title ?? place,
      ...ldenOfHours(levels),
      coverage: coverageOverTime(hours, range.until),
    }
  })
}
