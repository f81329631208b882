import { Carrier, SiteEnergy, Slug, WindowSize } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { rangeQuery } from '../query.js'
import { defineRoute } from '../route.js'
import { siteRange } from '../site-range.js'

/** `GET /sites/:site/energy`: what a site used, per carrier and window, with CO2e and its factors. */
export const siteEnergyRoute = defineRoute({
  method: 'get',
  path: '/sites/:site/energy',
  summary: 'Energy per carrier and window, kg CO2e with the factors used, heat meters',
  rule: 'site',
  params: z.object({ site: Slug }),
  query: z.object({
    from: rangeQuery.from,
    to: rangeQuery.to,
    window: WindowSize.default('PT1H'),
    carrier: Carrier.optional(),
  }),
  responses: { 200: { description: 'Energy', schema: SiteEnergy } },

  async handle({ params, query }, deps) {
    const { window: size, carrier } = query
    const range = siteRange(params.site, query, deps)
    const asked = { ...range, size, ...(carrier === undefined ? {} : { carrier }) }
    return json(await deps.figures.energy.site(asked))
  },
})
