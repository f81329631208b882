import { metricBySlug, PointDetail, PointId, zonedIso } from '@bypuls/model'
import type { PointLink, RegistryView } from '@bypuls/registry'
import { z } from 'zod'
import { json } from '../answer.js'
import { createLatestView } from '../latest.js'
import { pointAndSite, toPoint } from '../point-view.js'
import { qualityCounts } from '../quality-counts.js'
import { defineRoute } from '../route.js'

/** `GET /points/:point`: what it is, its newest value, its quality and the devices that served it. */
export const pointRoute = defineRoute({
  method: 'get',
  path: '/points/:point',
  summary: 'A point with its newest value, quality counts, licence and devices',
  rule: 'point',
  params: z.object({ point: PointId }),
  query: z.object({}),
  responses: { 200: { description: 'The point', schema: PointDetail } },

  async handle({ params }, deps) {
    const { point, site } = pointAndSite(params.point, deps)
    const view = deps.registry.view()
    const links = view.linksOfPoint.get(point.id) ?? []
    const detail: PointDetail = {
      ...toPoint(point, deps),
      timezone: site.timezone,
      siteTitle: site.title,
      source: site.source,
      licence: site.licence,
      sourceText: site.sourceText,
      plausible: metricBySlug(point.metric)?.plausible ?? { min: 0, max: 0 },
      latest: createLatestView(deps)(point, site),
      qualityCounts: await qualityCounts(point, site, deps),
      devices: links.map((link) => toServedBy(link, view, site.timezone)),
    }
    return json(detail)
  },
})

function toServedBy({ device, link }: PointLink, view: RegistryView, timezone: string) {
  return {
    device,
    title: view.devices.get(device)?.title ?? device,
    child: link.child ?? null,
    field: link.field,
    from: zonedIso(link.from, timezone),
    until: link.to === undefined ? null : zonedIso(link.to, timezone),
    expectedIntervalMs: link.expectedIntervalMs,
    oldFinal: link.oldFinal ?? null,
    newFirst: link.newFirst ?? null,
  }
}
