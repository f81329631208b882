import { metrics } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { defineRoute } from '../route.js'

const Title = z.object({ da: z.string(), en: z.string() })

const MetricOut = z
  .object({
    slug: z.string(),
    title: Title,
    unit: z.string().meta({ description: 'UCUM' }),
    kind: z.enum(['gauge', 'counter', 'delta', 'state']),
    aggregate: z.string(),
    topic: z.string(),
    plausible: z.object({ min: z.number(), max: z.number() }),
    maxRatePerHour: z.number().optional(),
    states: z.record(z.string(), Title).optional(),
  })
  .meta({ id: 'Metric' })

/** `GET /metrics`: the quantities that can be measured. */
export const metricsRoute = defineRoute({
  method: 'get',
  path: '/metrics',
  summary: 'The metrics there are, with unit, kind and plausible range',
  rule: 'anyone',
  params: z.object({}),
  query: z.object({}),
  responses: {
    200: {
      description: 'Metrics',
      schema: z.object({ items: z.array(MetricOut), next: z.null() }).meta({ id: 'MetricList' }),
    },
  },

  handle: () => json({ items: metrics, next: null }),
})
