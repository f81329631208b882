import { type MetricTopic, metricBySlug, type SiteEnvironment, zonedIso } from '@bypuls/model'
import type { PointRecord } from '@bypuls/registry'
import { airNow } from './air.js'
import { noiseDays } from './noise.js'
import { knownOf, type SiteHistoryDeps, type SiteQuery, siteRecord } from './until.js'

export type EnvironmentHistory = { site(query: SiteQuery): Promise<SiteEnvironment> }

/**
 * A site's air and noise, and which of its points tell of them. The air index is that of the range's
 * end (or of now, where the range goes on); noise is of the whole range.
 */
export function createEnvironmentHistory(deps: SiteHistoryDeps): EnvironmentHistory {
  return {
    async site(query) {
      const site = siteRecord(deps, query.site)
      const { series, until } = knownOf(deps, site)
      const known = { ...deps, series }
      const at = Math.min(query.to, until)
      const points = deps.view().pointsOfSite.get(query.site) ?? []
      const outdoor = points.filter(
        ({ place }) => deps.view().places.get(`${query.site}.${place}`)?.kind !== 'room',
      )
      return {
        site: query.site,
        timezone: site.timezone,
        from: zonedIso(query.from, site.timezone),
        to: zonedIso(query.to, site.timezone),
        air: await airNow(known, site, at),
        noise: await noiseDays(known, site, { ...query, until }),
        points: {
          particles: idsOf(outdoor, 'air', (metric) => metric.startsWith('pm')),
          gases: idsOf(outdoor, 'air', (metric) => !metric.startsWith('pm')),
          noise: idsOf(points, 'noise'),
          weather: idsOf(points, 'weather'),
          city: idsOf(points, 'city'),
        },
      }
    },
  }
}

function idsOf(
  points: readonly PointRecord[],
  topic: MetricTopic,
  wanted: (metric: string) => boolean = () => true,
): string[] {
  return points
    .filter(({ metric }) => metricBySlug(metric)?.topic === topic && wanted(metric))
    .map(({ id }) => id)
}
