import { addLocal, localMidnight, type SiteSummary, type WindowSize, zonedIso } from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import { sumOf } from './combine.js'
import { pointStateAt, stateOfAll } from './site-state.js'
import { cutWindows, type SiteHistoryDeps } from './until.js'

const POWER: readonly string[] = ['electricity-power', 'street-light-power']
const SPARK: WindowSize = 'PT30M'

/**
 * Electric power of a site at an instant: the sum of its points' newest values, without those that are
 * silent or not believed. `observedAt` is the oldest of what was added up, so the age holds for all.
 */
export async function powerNow(
  deps: SiteHistoryDeps,
  site: SiteRecord,
  at: number,
): Promise<SiteSummary['power']> {
  const { timezone } = site
  const points = (deps.view().pointsOfSite.get(site.name) ?? []).filter(({ metric }) =>
    POWER.includes(metric),
  )
  if (points.length === 0) return null

  const newest = points.map((point) => ({
    last: deps.latest.get(point.id),
    state: pointStateAt(deps, site, point, at),
  }))
  const heard = newest.flatMap(({ last, state }) =>
    last === undefined || state === 'offline' ? [] : [last],
  )
  const believed = heard.filter(({ flag }) => flag === 'good')
  const times = believed.map(({ observedAt }) => observedAt)
  const oldest = times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b))
  const ids = points.map(({ id }) => id)
  const midnight = localMidnight(at, timezone)
  const weekAgo = addLocal(midnight, { weeks: -1 }, timezone)
  return {
    value: oldest === null ? null : believed.reduce((sum, { value }) => sum + value, 0),
    observedAt: oldest === null ? null : zonedIso(oldest, timezone),
    quality: heard.length === 0 ? 'missing' : believed.length < heard.length ? 'suspect' : 'good',
    state: stateOfAll(
      newest.map(({ state }) => state),
      site,
    ),
    points: ids,
    today: await sparkline(deps, ids, { from: midnight, to: at, timezone }),
    weekBefore: await sparkline(deps, ids, {
      from: weekAgo,
      to: addLocal(weekAgo, { days: 1 }, timezone),
      timezone,
    }),
  }
}

async function sparkline(
  { series }: SiteHistoryDeps,
  points: readonly string[],
  { from, to, timezone }: { readonly from: number; readonly to: number; readonly timezone: string },
) {
  const windows = cutWindows({ from, to }, SPARK, timezone)
  const answers = await series({ points, windows, timezone, suspects: false })
  return windows.map(({ start }, index) => ({
    start: zonedIso(start, timezone),
    value: sumOf(answers.flatMap((answer) => answer.windows[index] ?? [])).value,
  }))
}
